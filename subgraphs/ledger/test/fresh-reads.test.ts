import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { key, openAccount, openLedger, startTestLedger, type TestLedger, transfer } from './harness.ts';

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await startTestLedger();
});
afterAll(() => ledger.close());

test('several mutations in one request: each answers the state that it left', async () => {
  const ledgerId = await openLedger(ledger);
  const cash = await openAccount(ledger, ledgerId, 'cash');
  const sales = await openAccount(ledger, ledgerId, 'sales', { type: 'REVENUE' });
  const post = (amount: string) => ({
    ledgerId,
    postings: transfer(cash, sales, amount),
    idempotencyKey: key(),
  });
  const answer = await ledger.ask<Record<string, unknown>>(
    `mutation ($one: PostTransactionInput!, $two: PostTransactionInput!, $freeze: FreezeAccountInput!) {
       one: postTransaction(input: $one) { ...debited }
       two: postTransaction(input: $two) { ...debited }
       freezeAccount(input: $freeze) { ... on FreezeAccountSuccess { account { status } } }
     }
     fragment debited on PostTransactionResult {
       ... on PostTransactionSuccess {
         transaction { postings { account { status balance { posted { amount } } volumes { debits { amount } } } } } } }`,
    {
      one: post('1.00'),
      two: post('2.00'),
      freeze: { accountId: cash, reason: 'a look', idempotencyKey: key() },
    },
  );
  const debited = (amount: string) => ({
    transaction: {
      postings: [
        { account: { status: 'OPEN', balance: { posted: { amount } }, volumes: { debits: { amount } } } },
        expect.anything(),
      ],
    },
  });
  expect(answer).toEqual({
    one: debited('1.00'),
    two: debited('3.00'),
    freezeAccount: { account: { status: 'FROZEN' } },
  });
});
