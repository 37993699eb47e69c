import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  balance,
  eur,
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

describe('a posted transaction', () => {
  test('moves the balances of its accounts, each on its normal side', async () => {
    const posted = await post(ledger, book, transfer(cash, sales, '12.34'));
    expect(posted.__typename).toBe('PostTransactionSuccess');
    expect(await balance(ledger, cash)).toMatchObject({ posted: '12.34', debits: '12.34', credits: '0.00' });
    expect(await balance(ledger, sales)).toMatchObject({ posted: '12.34', debits: '0.00', credits: '12.34' });
  });
});
