import {
  CountCashDocument,
  DepositCashDocument,
  MoveCashDocument,
  WithdrawCashDocument,
} from '@client/typescript/documents';
import { amountOf } from './amount.ts';
import type { Book } from './book.ts';
import type { CashOfMonth } from './company/cash.ts';
import { success } from './success.ts';

/** What the till has for change, in cents. */
const FLOAT = 200_00;
/** What is missing from it in the end. */
const SHORT = 1_35;

export async function fillTill({ client, key, accountId, cashPointId }: Book, at: string): Promise<void> {
  const places = { cashPointId: cashPointId('1040'), accountId: accountId('1010') };
  const terms = { amount: amountOf(FLOAT, 'EUR'), effectiveAt: at, description: 'Change for the till' };
  const input = { ...places, ...terms, idempotencyKey: key('change') };
  const { depositCash } = await client.mutate(DepositCashDocument, { input });
  success(depositCash, 'DepositCashSuccess');
}

/** What the till took goes to the safe, and from there to the bank. */
export async function carryCash(book: Book, { toSafe, toBank }: CashOfMonth): Promise<void> {
  const { client, key, accountId, cashPointId } = book;
  const places = { fromCashPointId: cashPointId('1040'), toCashPointId: cashPointId('1050') };
  for (const { cents, effectiveAt } of toSafe) {
    const terms = { amount: amountOf(cents, 'EUR'), effectiveAt, description: 'Takings to the safe' };
    const input = { ...places, ...terms, idempotencyKey: key(`to-safe-${effectiveAt}`) };
    const { moveCash } = await client.mutate(MoveCashDocument, { input });
    success(moveCash, 'MoveCashSuccess');
  }
  const { cents, effectiveAt } = toBank;
  if (cents === 0) return;
  const terms = { amount: amountOf(cents, 'EUR'), effectiveAt, description: 'Takings to the bank' };
  const place = { cashPointId: cashPointId('1050'), accountId: accountId('1010') };
  const input = { ...place, ...terms, idempotencyKey: key(`to-bank-${effectiveAt}`) };
  const { withdrawCash } = await client.mutate(WithdrawCashDocument, { input });
  success(withdrawCash, 'WithdrawCashSuccess');
}

/** A little less is there than there ought to be. */
export async function countTill({ client, key, cashPointId }: Book): Promise<void> {
  const counted = { cashPointId: cashPointId('1040'), counted: amountOf(FLOAT - SHORT, 'EUR') };
  const input = { ...counted, description: 'Counted after the year', idempotencyKey: key('till-counted') };
  const { countCash } = await client.mutate(CountCashDocument, { input });
  success(countCash, 'CountCashSuccess');
}
