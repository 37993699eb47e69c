import { eur, openAccount, openLedger, post, type TestLedger, transfer } from '../harness.ts';
import { mutate } from '../mutate.ts';

/** Whether a refusal shall apply. */
export type Has = (refusal: string) => boolean;

/** Makes an input, and what it takes in a book, to which all refusals apply that shall, and no other. */
export type Make = (has: Has) => Promise<object>;

export const NOWHERE = 'ldg_01990000-0000-7000-8000-000000000000';
export const NOBODY = 'acct_01990000-0000-7000-8000-000000000000';
export const NO_POINT = 'cash_01990000-0000-7000-8000-000000000000';
export const NO_HOLD = 'hold_01990000-0000-7000-8000-000000000000';
export const NO_TRANSACTION = 'txn_01990000-0000-7000-8000-000000000000';

/** Out of range, and more than anybody has. */
export const TOO_MUCH = '792281625142643375935439503.36';
export const MOST = '792281625142643375935439503.35';
export const CLOSED_THROUGH = '2020-01-01T00:00:00Z';
export const BEFORE = '2019-01-01T00:00:00Z';

/** A book that is closed through 2020, with something of every kind that one can be refused for. */
export async function openWorld(ledger: TestLedger, squatted: boolean) {
  const book = await openLedger(ledger);
  const open = (code: string, more: object = {}) => openAccount(ledger, book, code, more);
  const till = async (name: string) => {
    const input = { ledgerId: book, name, kind: 'TILL', currency: 'EUR' };
    const { cashPoint } = await mutate(ledger.ask, 'openCashPoint', input);
    return { id: cashPoint?.id ?? '', account: cashPoint?.account.id ?? '' };
  };
  const world = {
    book,
    cash: await open('cash'),
    bank: await open('bank'),
    sales: await open('sales', { type: 'REVENUE' }),
    closed: await open('closed'),
    frozen: await open('frozen'),
    /** They have nothing to give, by a debit and by a credit. */
    poor: await open('poor', { type: 'LIABILITY', overdraftFloor: eur('0') }),
    bare: await open('bare', { overdraftFloor: eur('0') }),
    dollars: await open('dollars', { currency: 'USD' }),
    closedDollars: await open('closed-dollars', { currency: 'USD' }),
    frozenDollars: await open('frozen-dollars', { currency: 'USD' }),
    till: await till('full'),
    vault: await till('other'),
    emptyTill: await till('empty'),
    closedTill: await till('closed'),
    frozenTill: await till('frozen'),
  };
  // An account of the house has this code, and another kind.
  if (squatted) await open('fx-clearing.EUR', { type: 'REVENUE' });
  await post(ledger, book, transfer(world.till.account, world.sales, '100'));
  for (const accountId of [world.closed, world.closedDollars, world.closedTill.account])
    await mutate(ledger.ask, 'closeAccount', { accountId });
  for (const accountId of [world.frozen, world.frozenDollars, world.frozenTill.account])
    await mutate(ledger.ask, 'freezeAccount', { accountId });
  await mutate(ledger.ask, 'closePeriod', { ledgerId: book, through: CLOSED_THROUGH });
  return world;
}

export type World = Awaited<ReturnType<typeof openWorld>>;

/** When it counts. */
export const timeOf = (has: Has) => (has('PeriodClosed') ? { effectiveAt: BEFORE } : {});

export const amountOf = (has: Has, amount = '1') => ({
  amount: has('InvalidAmount') ? TOO_MUCH : amount,
  currency: has('CurrencyMismatch') ? 'USD' : 'EUR',
});
