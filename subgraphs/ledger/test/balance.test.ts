import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { formatInstant, instantOf, parseInstant, systemClock } from 'platform/kernel/clock';
import {
  balance,
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

beforeAll(async () => {
  ledger = await startTestLedger();
  book = await openLedger(ledger);
  cash = await openAccount(ledger, book, 'cash');
  sales = await openAccount(ledger, book, 'sales', { type: 'REVENUE' });
});
afterAll(() => ledger.close());

const inSeconds = (s: number): string => formatInstant(instantOf(systemClock.now() + BigInt(s) * 1_000_000n));

describe('a balance as of', () => {
  test('an effectiveAt counts what is effective by then', async () => {
    await post(ledger, book, transfer(cash, sales, '1'), { effectiveAt: '2024-01-10T00:00:00Z' });
    await post(ledger, book, transfer(cash, sales, '2'), { effectiveAt: '2024-01-20T00:00:00Z' });
    const at = (effectiveAt: string) => balance(ledger, cash, { effectiveAt });
    expect((await at('2024-01-09T23:59:59.999999Z')).posted).toBe('0.00');
    expect((await at('2024-01-10T00:00:00.000000Z')).posted).toBe('1.00');
    expect((await at('2024-01-31T00:00:00Z')).posted).toBe('3.00');
  });

  test('the first instant of 1970 is a point of view like any other', async () => {
    const epoch = '1970-01-01T00:00:00.000000Z';
    await post(ledger, book, transfer(cash, sales, '1'), { effectiveAt: '2024-01-10T00:00:00Z' });
    expect(await balance(ledger, cash, { effectiveAt: epoch })).toMatchObject({
      posted: '0.00',
      asOf: { effectiveAt: epoch },
    });
    expect(await balance(ledger, cash, { recordedAt: epoch })).toMatchObject({
      posted: '0.00',
      asOf: { recordedAt: epoch },
    });
  });

  test('a recordedAt does not know what was recorded later, however far it is backdated', async () => {
    const { asOf, posted } = await balance(ledger, cash);
    await post(ledger, book, transfer(cash, sales, '100'), { effectiveAt: '2023-01-01T00:00:00Z' });
    expect(await balance(ledger, cash, asOf)).toMatchObject({ posted, asOf });
    expect((await balance(ledger, cash)).posted).not.toBe(posted);
  });

  test('now says from which point of view, and that view gives the same answer for ever', async () => {
    const views = [];
    for (let i = 0; i < 20; i += 1) {
      const [seen] = await Promise.all([
        balance(ledger, cash),
        post(ledger, book, transfer(cash, sales, '1'), { effectiveAt: i % 2 ? inSeconds(-i) : inSeconds(i) }),
      ]);
      views.push(seen);
    }
    for (const view of views) expect(await balance(ledger, cash, view.asOf)).toEqual(view);
  });

  test('a recordedAt later than the last transaction is closed by the answer: nothing is recorded before it any more', async () => {
    const at = formatInstant(systemClock.now());
    const seen = await balance(ledger, cash, { recordedAt: at });
    expect(seen.asOf.recordedAt).toBe(at);
    const posted = await post(ledger, book, transfer(cash, sales, '1'));
    expect((posted.transaction?.recordedAt ?? '') > at).toBe(true);
    expect(await balance(ledger, cash, seen.asOf)).toEqual(seen);
  });

  test('a recordedAt in the future is refused', async () => {
    const { errors } = await ledger.execute(
      'query ($id: ID!, $at: AsOfInput) { account(id: $id) { balance(at: $at) { posted { amount } } } }',
      { id: cash, at: { recordedAt: inSeconds(60) } },
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', path: ['at', 'recordedAt'] });
  });
});

test('many accounts are answered by one statement per point of view', async () => {
  const { accounts } = await ledger.ask<{
    accounts: { nodes: { code: string; balance: { posted: { amount: string } } }[] };
  }>(`query ($l: ID!) { accounts(ledgerId: $l) { nodes { code balance { posted { amount } } } } }`, {
    l: book,
  });
  expect(accounts.nodes.map(({ code }) => code)).toEqual(['cash', 'sales']);
  expect(accounts.nodes[0]?.balance.posted.amount).toBe(accounts.nodes[1]?.balance.posted.amount);
});

test('instants in answers have six decimals', async () => {
  const { asOf } = await balance(ledger, cash);
  expect(parseInstant(asOf.recordedAt)).toBeDefined();
  expect(asOf.recordedAt).toMatch(/\.\d{6}Z$/);
});
