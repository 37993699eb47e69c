import type pg from 'pg';
import { key, openAccount, openLedger, post, type TestLedger, transfer } from '../harness.ts';
import { type Mutation, mutate } from '../mutate.ts';
import { capturing, counting, heldOf, reversal } from './states.ts';
import {
  amountOf,
  BEFORE,
  type Has,
  type Make,
  NO_HOLD,
  NO_POINT,
  NOBODY,
  NOWHERE,
  openWorld,
  timeOf,
  type World,
} from './world.ts';

/** What each mutation of the ledger can be refused for, made. */
export async function makers(ledger: TestLedger, admin: pg.Client): Promise<Record<Mutation, Make>> {
  const world = await openWorld(ledger, false);
  const squatted = await openWorld(ledger, true);
  return {
    openLedger: async () => ({ name: key() }),
    ...opening(world),
    ...statuses(ledger, world),
    ...periods(ledger, world),
    postTransaction: async (has) => posting(world, has),
    postTransactions: async (has) => ({
      atomic: true,
      transactions: [{ ...posting(world, has), idempotencyKey: 'one' }],
    }),
    reverseTransaction: (has) => reversal(ledger, has),
    placeHold: async (has) => placing(world, has),
    captureHold: (has) => capturing(ledger, admin, has),
    releaseHold: async (has) => ({ holdId: has('UnknownHold') ? NO_HOLD : await heldOf(ledger, has) }),
    setFxRate: async (has) => {
      const base = has('InvalidAmount') ? 'XYZ' : 'GBP';
      return { ledgerId: bookOf(world, has), base, quote: has('SameCurrency') ? base : 'CHF', rate: '1.1' };
    },
    exchange: async (has) => exchanging(has('AccountCodeTaken') ? squatted : world, has),
    ...cash(world),
    countCash: (has) => counting(ledger, admin, has),
  };
}

const bookOf = ({ book }: World, has: Has): string => (has('UnknownLedger') ? NOWHERE : book);
/** Of what shall apply, the first that this side can show, and the first after it for the other side. */
const sidesFor = (has: Has, refusals: readonly string[]) => {
  const [first = '', second = ''] = refusals.filter(has);
  return { first, second };
};

/** Each reason has two postings of its own. */
function posting(world: World, has: Has) {
  const { cash, bank, sales } = world;
  const also = (refusal: string, debit: string) => (has(refusal) ? transfer(debit, sales, '1') : []);
  return {
    ledgerId: bookOf(world, has),
    postings: [
      ...transfer(cash, sales, has('InvalidAmount') ? '0' : '1'),
      ...(has('UnbalancedTransaction') ? transfer(bank, sales, '1').slice(0, 1) : []),
      ...also('UnknownAccount', NOBODY),
      ...also('CurrencyMismatch', world.dollars),
      ...also('AccountClosed', world.closed),
      ...also('AccountFrozen', world.frozen),
      ...also('InsufficientFunds', world.poor),
    ],
    ...timeOf(has),
  };
}

function placing(world: World, has: Has) {
  const debits: Record<string, string> = {
    InsufficientFunds: world.poor,
    AccountClosed: world.closed,
    AccountFrozen: world.frozen,
    UnknownAccount: NOBODY,
  };
  const { first, second } = sidesFor(has, Object.keys(debits));
  return {
    ledgerId: bookOf(world, has),
    debitAccountId: debits[first] ?? world.cash,
    creditAccountId: debits[second] ?? world.sales,
    amount: amountOf(has),
    ...(has('HoldExpired') ? { expiresAt: BEFORE } : {}),
  };
}

function exchanging(world: World, has: Has) {
  const from: Record<string, string> = {
    InsufficientFunds: world.poor,
    AccountClosed: world.closed,
    AccountFrozen: world.frozen,
    UnknownAccount: NOBODY,
  };
  const to: Record<string, string> = {
    AccountClosed: world.closedDollars,
    AccountFrozen: world.frozenDollars,
    UnknownAccount: NOBODY,
  };
  const { first, second } = sidesFor(has, Object.keys(from));
  return {
    ledgerId: bookOf(world, has),
    fromAccountId: from[first] ?? world.cash,
    toAccountId: to[second] ?? (has('SameCurrency') ? world.bank : world.dollars),
    sell: { ...amountOf(has), ...(has('CurrencyMismatch') ? { currency: 'GBP' } : {}) },
    ...(has('RateUnavailable') ? {} : { rate: '1.1' }),
    ...timeOf(has),
  };
}

const opening = (world: World): Record<'openAccount' | 'openCashPoint' | 'importStatement', Make> => ({
  openAccount: async (has) => ({
    ledgerId: bookOf(world, has),
    ...{ code: has('AccountCodeTaken') ? 'cash' : key(), name: 'n', type: 'ASSET' },
    currency: has('InvalidAmount') ? 'XYZ' : 'EUR',
    ...(has('CurrencyMismatch') ? { overdraftFloor: { amount: '0', currency: 'USD' } } : {}),
    ...(has('UnknownAccount') ? { parentId: NOBODY } : {}),
  }),
  openCashPoint: async (has) => ({
    ledgerId: bookOf(world, has),
    ...{ name: 'n', kind: 'VAULT', currency: has('InvalidAmount') ? 'XYZ' : 'EUR' },
    ...(has('AccountCodeTaken') ? { code: 'cash' } : {}),
  }),
  importStatement: async (has) => ({
    accountId: has('UnknownAccount') ? NOBODY : world.cash,
    lines: [
      { date: BEFORE, amount: { amount: has('InvalidAmount') ? '0' : '1', currency: 'EUR' } },
      ...(has('CurrencyMismatch') ? [{ date: BEFORE, amount: { amount: '1', currency: 'USD' } }] : []),
    ],
  }),
});

type StatusChange = 'freezeAccount' | 'unfreezeAccount' | 'closeAccount' | 'reopenAccount';

function statuses(ledger: TestLedger, world: World): Record<StatusChange, Make> {
  const change: Make = async (has) => {
    if (has('UnknownAccount')) return { accountId: NOBODY };
    if (has('AccountClosed')) return { accountId: world.closed };
    const accountId = await openAccount(ledger, world.book, key());
    if (has('AccountNotEmpty')) await post(ledger, world.book, transfer(accountId, world.sales, '1'));
    if (has('AccountFrozen')) await mutate(ledger.ask, 'freezeAccount', { accountId });
    return { accountId };
  };
  return { freezeAccount: change, unfreezeAccount: change, closeAccount: change, reopenAccount: change };
}

function periods(ledger: TestLedger, world: World): Record<'closePeriod' | 'reopenPeriod', Make> {
  const change: Make = async (has) => {
    if (has('UnknownLedger')) return { ledgerId: NOWHERE, through: BEFORE };
    return { ledgerId: has('PeriodClosed') ? world.book : await openLedger(ledger), through: BEFORE };
  };
  return { closePeriod: change, reopenPeriod: change };
}

function cash(world: World): Record<'depositCash' | 'withdrawCash' | 'moveCash', Make> {
  const points: Record<string, string> = {
    InsufficientFunds: world.emptyTill.id,
    AccountClosed: world.closedTill.id,
    AccountFrozen: world.frozenTill.id,
    UnknownCashPoint: NO_POINT,
  };
  const accounts: Record<string, string> = {
    InsufficientFunds: world.bare,
    UnknownAccount: NOBODY,
    AccountClosed: world.closed,
    AccountFrozen: world.frozen,
  };
  const between = (has: Has, shown: { readonly point: string; readonly account: string }) => ({
    cashPointId: has('UnknownCashPoint') ? NO_POINT : (points[shown.point] ?? world.till.id),
    accountId: accounts[shown.account] ?? world.cash,
    amount: amountOf(has),
    ...timeOf(has),
  });
  return {
    depositCash: async (has) => {
      const shown = sidesFor(has, ['InsufficientFunds', 'UnknownAccount', 'AccountClosed', 'AccountFrozen']);
      return between(has, { account: shown.first, point: shown.second });
    },
    withdrawCash: async (has) => {
      const shown = sidesFor(has, ['UnknownAccount', 'AccountClosed', 'AccountFrozen']);
      const point = has('InsufficientFunds') ? 'InsufficientFunds' : shown.second;
      return between(has, { account: shown.first, point });
    },
    moveCash: async (has) => {
      const { first, second } = sidesFor(has, Object.keys(points));
      return {
        fromCashPointId: points[first] ?? world.till.id,
        toCashPointId: points[second] ?? world.vault.id,
        amount: amountOf(has),
        ...timeOf(has),
      };
    },
  };
}
