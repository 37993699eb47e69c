import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  balance,
  eur,
  globex,
  key,
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

interface Reversed {
  readonly __typename: string;
  readonly by?: string;
  readonly path?: string[];
  readonly transaction?: {
    readonly id: string;
    readonly effectiveAt: string;
    readonly reverses: { readonly id: string };
  };
}

async function reverse(
  transactionId: string | undefined,
  more: object = {},
  actor = undefined as never,
): Promise<Reversed> {
  const { reverseTransaction } = await ledger.ask<{ reverseTransaction: Reversed }>(
    `mutation ($input: ReverseTransactionInput!) {
       reverseTransaction(input: $input) {
         __typename
         ... on ReverseTransactionSuccess { transaction { id effectiveAt reverses { id } } }
         ... on Error { code path }
         ... on AlreadyReversed { by }
       } }`,
    { input: { transactionId, idempotencyKey: key(), ...more } },
    actor,
  );
  return reverseTransaction;
}

describe('a reversal', () => {
  test('nets to zero, and both transactions name each other', async () => {
    const before = await balance(ledger, cash);
    const posted = await post(ledger, book, transfer(cash, sales, '9.99'));
    const reversed = await reverse(posted.transaction?.id);
    expect(reversed.transaction?.reverses.id).toBe(posted.transaction?.id);
    expect((await balance(ledger, cash)).posted).toBe(before.posted);
    const { transaction } = await ledger.ask<{ transaction: { reversedBy: { id: string } } }>(
      'query ($id: ID!) { transaction(id: $id) { reversedBy { id } } }',
      { id: posted.transaction?.id },
    );
    expect(transaction.reversedBy.id).toBe(reversed.transaction?.id);
  });

  test('counts from now, or from when the transaction did', async () => {
    const effectiveAt = '2020-01-01T00:00:00.000000Z';
    const one = await post(ledger, book, transfer(cash, sales, '1'), { effectiveAt });
    const two = await post(ledger, book, transfer(cash, sales, '1'), { effectiveAt });
    expect((await reverse(one.transaction?.id)).transaction?.effectiveAt).not.toBe(effectiveAt);
    expect((await reverse(two.transaction?.id, { effectiveAt: 'ORIGINAL' })).transaction?.effectiveAt).toBe(
      effectiveAt,
    );
  });

  test('happens once: of 20 callers at once one succeeds, the others learn by what', async () => {
    const posted = await post(ledger, book, transfer(cash, sales, '1'));
    const all = await Promise.all(Array.from({ length: 20 }, () => reverse(posted.transaction?.id)));
    const done = all.filter(({ __typename }) => __typename === 'ReverseTransactionSuccess');
    expect(done).toHaveLength(1);
    for (const { __typename, by } of all.filter((result) => result !== done[0])) {
      expect({ __typename, by }).toEqual({ __typename: 'AlreadyReversed', by: done[0]?.transaction?.id });
    }
  });

  test('of a reversal brings the money back', async () => {
    const posted = await post(ledger, book, transfer(cash, sales, '3'));
    const after = await balance(ledger, cash);
    const reversed = await reverse(posted.transaction?.id);
    expect((await reverse(reversed.transaction?.id)).__typename).toBe('ReverseTransactionSuccess');
    expect((await balance(ledger, cash)).posted).toBe(after.posted);
  });

  test('of what only counts in the future nets to zero by then, or from the start', async () => {
    const effectiveAt = '2090-01-01T00:00:00.000000Z';
    const before = await balance(ledger, cash);
    const [one, two] = [
      await post(ledger, book, transfer(cash, sales, '7'), { effectiveAt }),
      await post(ledger, book, transfer(cash, sales, '7'), { effectiveAt }),
    ];
    await reverse(one.transaction?.id, { effectiveAt: 'ORIGINAL' });
    expect((await balance(ledger, cash)).posted).toBe(before.posted);
    await reverse(two.transaction?.id);
    expect(Number((await balance(ledger, cash)).posted)).toBe(Number(before.posted) - 7);
    expect((await balance(ledger, cash, { effectiveAt })).posted).toBe(before.posted);
  });

  test('names its own input when it is refused', async () => {
    const wallet = await openAccount(ledger, book, 'wallet-p', {
      type: 'LIABILITY',
      overdraftFloor: eur('0'),
    });
    const posted = await post(ledger, book, transfer(cash, wallet, '10'));
    await post(ledger, book, transfer(wallet, cash, '10'));
    expect(await reverse(posted.transaction?.id)).toMatchObject({
      __typename: 'InsufficientFunds',
      path: ['input', 'transactionId'],
    });
  });

  test('that would bring a balance out of range is refused', async () => {
    const [a, b] = [await openAccount(ledger, book, 'vast-a'), await openAccount(ledger, book, 'vast-b')];
    const most = '792281625142643375935439503.35';
    await post(ledger, book, transfer(a, b, most));
    const back = await post(ledger, book, transfer(b, a, most));
    await post(ledger, book, transfer(a, b, most));
    expect(await reverse(back.transaction?.id)).toMatchObject({
      __typename: 'InvalidAmount',
      path: ['input', 'transactionId'],
    });
  });

  test('is refused when the money is gone', async () => {
    const wallet = await openAccount(ledger, book, 'wallet', { type: 'LIABILITY', overdraftFloor: eur('0') });
    const posted = await post(ledger, book, transfer(cash, wallet, '10'));
    await post(ledger, book, transfer(wallet, cash, '10'));
    expect((await reverse(posted.transaction?.id)).__typename).toBe('InsufficientFunds');
  });

  test('of what does not exist is refused, and so is that of another tenant', async () => {
    const unknown = {
      __typename: 'UnknownTransaction',
      code: 'UNKNOWN_TRANSACTION',
      path: ['input', 'transactionId'],
    };
    expect(await reverse('txn_01990000-0000-7000-8000-000000000000')).toMatchObject(unknown);
    const posted = await post(ledger, book, transfer(cash, sales, '1'));
    expect(await reverse(posted.transaction?.id, {}, globex as never)).toMatchObject(unknown);
  });

  test('under the same key is the same reversal', async () => {
    const idempotencyKey = key();
    const posted = await post(ledger, book, transfer(cash, sales, '1'));
    const first = await reverse(posted.transaction?.id, { idempotencyKey });
    expect(await reverse(posted.transaction?.id, { idempotencyKey })).toEqual(first);
  });
});
