import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { formatInstant, instantOf, systemClock } from 'platform/kernel/clock';
import { acme, eur, openAccount, openLedger, post, type TestLedger, transfer } from '../harness.ts';
import { mutate } from '../mutate.ts';
import {
  amountOf,
  CLOSED_THROUGH,
  type Has,
  MOST,
  NO_HOLD,
  NO_POINT,
  NO_TRANSACTION,
  timeOf,
} from './world.ts';

/** Of a transaction in a book of its own, to which then happens what must. */
export async function reversal(ledger: TestLedger, has: Has): Promise<object> {
  if (has('UnknownTransaction')) return { transactionId: NO_TRANSACTION };
  const book = await openLedger(ledger);
  const open = (code: string, more: object = {}) => openAccount(ledger, book, code, more);
  const [sales, vast, back] = [
    await open('sales', { type: 'REVENUE' }),
    await open('vast'),
    await open('back'),
  ];
  const [cash, closed, frozen] = [await open('cash'), await open('closed'), await open('frozen')];
  const wallet = await open('wallet', { overdraftFloor: eur('0') });
  const pay = async (postings: object[], more: object = {}) =>
    (await post(ledger, book, postings, more)).transaction?.id;
  if (has('InvalidAmount')) await pay(transfer(vast, back, MOST));
  const postings = [cash, closed, frozen, wallet].flatMap((debit) => transfer(debit, sales, '1'));
  const huge = has('InvalidAmount') ? transfer(back, vast, MOST) : [];
  const transactionId = await pay([...postings, ...huge], timeOf(has));
  if (has('AlreadyReversed')) {
    await mutate(ledger.ask, 'reverseTransaction', { transactionId });
    await pay(postings);
  } else if (has('InvalidAmount')) await pay(transfer(vast, back, MOST));
  if (has('InsufficientFunds')) await pay(transfer(sales, wallet, '1'));
  if (has('AccountClosed')) await pay(transfer(sales, closed, '1'));
  if (has('AccountClosed')) await mutate(ledger.ask, 'closeAccount', { accountId: closed });
  if (has('AccountFrozen')) await mutate(ledger.ask, 'freezeAccount', { accountId: frozen });
  await mutate(ledger.ask, 'closePeriod', { ledgerId: book, through: CLOSED_THROUGH });
  return { transactionId, effectiveAt: 'ORIGINAL' };
}

/** A hold in a book of its own, to which then happens what must. Its id. */
export async function heldOf(ledger: TestLedger, has: Has, admin?: pg.Client): Promise<string> {
  const book = await openLedger(ledger);
  const [debit, credit] = [
    await openAccount(ledger, book, 'debit'),
    await openAccount(ledger, book, 'credit'),
  ];
  const input = { ledgerId: book, debitAccountId: debit, creditAccountId: credit, amount: eur('10') };
  const holdId = has('HoldExpired')
    ? await placeShortly(ledger, input)
    : ((await mutate(ledger.ask, 'placeHold', input)).hold?.id ?? '');
  // An account with something on hold cannot be closed.
  const isReleased = has('HoldAlreadySettled') || (has('AccountClosed') && !has('HoldExpired'));
  if (isReleased) await mutate(ledger.ask, 'releaseHold', { holdId });
  if (has('HoldExpired')) await untilExpired(ledger, holdId);
  if (has('AccountClosed')) await mutate(ledger.ask, 'closeAccount', { accountId: credit });
  if (has('AccountFrozen')) await mutate(ledger.ask, 'freezeAccount', { accountId: debit });
  if (has('PeriodClosed') && admin) await closeAhead(admin, book);
  return holdId;
}

const LIFE_US = 50_000n;
const POLL_MS = 10;

/** A hold that soon expires, but not before it is decided: then it is asked for again, with a longer life. */
async function placeShortly(ledger: TestLedger, input: object, lifeUs = LIFE_US): Promise<string> {
  const expiresAt = formatInstant(instantOf(systemClock.now() + lifeUs));
  const { hold } = await mutate(ledger.ask, 'placeHold', { ...input, expiresAt });
  return hold?.id ?? placeShortly(ledger, input, lifeUs * 4n);
}

async function untilExpired({ ask }: TestLedger, id: string): Promise<void> {
  for (let status = ''; status !== 'EXPIRED'; ) {
    await sleep(POLL_MS);
    const { hold } = await ask<{ hold: { status: string } }>(
      'query ($id: ID!) { hold(id: $id) { status } }',
      { id },
    );
    status = hold.status;
  }
}

/** As where a clock was set back: what is recorded now falls into a closed period. */
async function closeAhead(admin: pg.Client, book: string): Promise<void> {
  const now = systemClock.now();
  await admin.query('insert into period values ($1, $2, $3, $4)', [acme.tenantId, book, now, now + HOUR_US]);
}

const HOUR_US = 3_600_000_000n;

export const capturing = async (ledger: TestLedger, admin: pg.Client, has: Has): Promise<object> => ({
  holdId: has('UnknownHold') ? NO_HOLD : await heldOf(ledger, has, admin),
  amount: amountOf(has, has('HoldAmountExceeded') ? '11' : '1'),
});

/** At a till of a book of its own that was counted before, so that over-and-short is open. */
export async function counting(ledger: TestLedger, admin: pg.Client, has: Has): Promise<object> {
  if (has('UnknownCashPoint')) return { cashPointId: NO_POINT, counted: amountOf(has) };
  const book = await openLedger(ledger);
  const sales = await openAccount(ledger, book, 'sales', { type: 'REVENUE' });
  const point = { ledgerId: book, name: 'n', kind: 'TILL', currency: 'EUR' };
  const { cashPoint } = await mutate(ledger.ask, 'openCashPoint', point);
  const [till = '', account = ''] = [cashPoint?.id, cashPoint?.account.id];
  const overShort = has('AccountCodeTaken')
    ? await openAccount(ledger, book, 'cash-over-short.EUR', { type: 'REVENUE' })
    : await countedOnce(ledger, book, till);
  if (has('InsufficientFunds')) {
    await post(ledger, book, transfer(account, sales, '10'));
    await post(ledger, book, transfer(sales, account, '4'), { effectiveAt: '2090-01-01T00:00:00Z' });
  }
  if (has('AccountClosed')) await mutate(ledger.ask, 'closeAccount', { accountId: overShort });
  if (has('AccountFrozen')) await mutate(ledger.ask, 'freezeAccount', { accountId: account });
  if (has('PeriodClosed')) await closeAhead(admin, book);
  return { cashPointId: till, counted: amountOf(has, '3') };
}

/** One too many, and then none: over-and-short, whose id it returns, is open and empty. */
async function countedOnce({ ask }: TestLedger, ledgerId: string, cashPointId: string): Promise<string> {
  for (const amount of ['1', '0']) await mutate(ask, 'countCash', { cashPointId, counted: eur(amount) });
  const { accounts } = await ask<{ accounts: { nodes: { id: string }[] } }>(
    'query ($ledgerId: ID!) { accounts(ledgerId: $ledgerId, filter: { codePrefix: "cash-over-short" }) { nodes { id } } }',
    { ledgerId },
  );
  return accounts.nodes[0]?.id ?? '';
}
