import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { formatInstant, instantOf, systemClock } from 'platform/kernel/clock';
import {
  balance,
  globex,
  openAccount,
  openLedger,
  post,
  startTestLedger,
  type TestLedger,
  transfer,
} from './harness.ts';

let ledger: TestLedger;
let book: string;
let cash: string;
let sales: string;
const recorded: string[] = [];

beforeAll(async () => {
  ledger = await startTestLedger();
  book = await openLedger(ledger);
  cash = await openAccount(ledger, book, 'cash');
  sales = await openAccount(ledger, book, 'sales', { type: 'REVENUE' });
  await sell('1', '2024-01-10T00:00:00Z');
  await sell('2', '2024-01-20T00:00:00Z');
  await sell('4', '2024-01-15T00:00:00Z');
  await sell('8', inSeconds(3_600));
  await post(ledger, book, transfer(sales, cash, '0.5'), { effectiveAt: '2024-01-20T00:00:00Z' });
});
afterAll(() => ledger.close());

const inSeconds = (s: number): string => formatInstant(instantOf(systemClock.now() + BigInt(s) * 1_000_000n));

async function sell(amount: string, effectiveAt: string): Promise<void> {
  const { transaction } = await post(ledger, book, transfer(cash, sales, amount), { effectiveAt });
  recorded.push(transaction?.recordedAt ?? '');
}

interface Amount {
  readonly amount: string;
}
interface Found {
  readonly account: { readonly volumes: { debits: Amount; credits: Amount; net: Amount } } | null;
}

const VOLUMES = `query ($id: ID!, $window: WindowInput) {
  account(id: $id) { volumes(window: $window) { debits { amount } credits { amount } net { amount } } } }`;

async function volumes(id: string, window?: object): Promise<string[]> {
  const { account } = await ledger.ask<Found>(VOLUMES, { id, window });
  const { debits, credits, net } = account?.volumes ?? {};
  return [debits?.amount ?? '', credits?.amount ?? '', net?.amount ?? ''];
}

describe('the volumes of an account', () => {
  test('are all that is recorded when no window is given, also what only counts in the future', async () => {
    expect(await volumes(cash)).toEqual(['15.00', '0.50', '14.50']);
    expect(await volumes(cash, {})).toEqual(['15.00', '0.50', '14.50']);
  });

  test('have their net on the normal side', async () => {
    expect(await volumes(sales)).toEqual(['0.50', '15.00', '14.50']);
  });

  test('of an effective window include its first instant and not its last', async () => {
    const of = (effectiveFrom: string, effectiveTo: string) => volumes(cash, { effectiveFrom, effectiveTo });
    expect(await of('2024-01-10T00:00:00Z', '2024-01-20T00:00:00Z')).toEqual(['5.00', '0.00', '5.00']);
    expect(await of('2024-01-10T00:00:00.000001Z', '2024-01-20T00:00:00.000001Z')).toEqual([
      '6.00',
      '0.50',
      '5.50',
    ]);
    expect(await of('2024-01-15T00:00:00Z', '2024-01-15T00:00:00Z')).toEqual(['0.00', '0.00', '0.00']);
  });

  test('of a recorded window are what was recorded in it, wherever it is effective', async () => {
    const [, second, third, fourth] = recorded;
    const window = { recordedFrom: second, recordedTo: fourth };
    expect(await volumes(cash, window)).toEqual(['6.00', '0.00', '6.00']);
    expect(await volumes(cash, { ...window, recordedTo: third })).toEqual(['2.00', '0.00', '2.00']);
    expect(await volumes(cash, { ...window, effectiveTo: '2024-01-20T00:00:00Z' })).toEqual([
      '4.00',
      '0.00',
      '4.00',
    ]);
  });

  test('know the first instant of 1970 as an end like any other', async () => {
    const epoch = '1970-01-01T00:00:00Z';
    expect(await volumes(cash, { effectiveTo: epoch })).toEqual(['0.00', '0.00', '0.00']);
    expect(await volumes(cash, { recordedTo: epoch })).toEqual(['0.00', '0.00', '0.00']);
    expect((await volumes(cash, { effectiveFrom: epoch, recordedFrom: epoch }))[0]).toBe('15.00');
  });

  test('recorded before an instant that has passed never change: nothing is recorded before it any more', async () => {
    const now = systemClock.now();
    const recordedTo = formatInstant(now);
    const seen = await volumes(cash, { recordedTo });
    expect((await balance(ledger, cash)).asOf.recordedAt).toBe(formatInstant(instantOf(now - 1n)));
    const { transaction } = await post(ledger, book, transfer(cash, sales, '100'), {
      effectiveAt: '2023-01-01T00:00:00Z',
    });
    expect((transaction?.recordedAt ?? '') >= recordedTo).toBe(true);
    expect(await volumes(cash, { recordedTo })).toEqual(seen);
  });

  test('of a recorded window that ends in the future are what is known by now', async () => {
    expect(await volumes(cash, { recordedTo: inSeconds(60) })).toEqual(await volumes(cash));
  });

  test('are nobody else’s', async () => {
    expect(await ledger.ask<Found>(VOLUMES, { id: cash }, globex)).toEqual({ account: null });
  });
});

test('several windows of several accounts are asked for at once', async () => {
  const { accounts } = await ledger.ask<{ accounts: { nodes: Record<string, { net: Amount }>[] } }>(
    `query ($l: ID!) { accounts(ledgerId: $l) { nodes {
       before: volumes(window: { effectiveTo: "2024-01-15T00:00:00Z", effectiveFrom: "2024-01-01T00:00:00Z" }) { net { amount } }
       after: volumes(window: { effectiveFrom: "2024-01-15T00:00:00Z", effectiveTo: "2024-02-01T00:00:00Z" }) { net { amount } } } } }`,
    { l: book },
  );
  const nets = accounts.nodes.map(({ before, after }) => [before?.net.amount, after?.net.amount]);
  expect(nets).toEqual([
    ['1.00', '5.50'],
    ['1.00', '5.50'],
  ]);
});
