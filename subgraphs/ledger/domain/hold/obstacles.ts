import type { Book } from '../book/book.ts';
import { firstOfStatus } from '../book/checks.ts';
import type { Entry, HoldChange } from '../book/entry.ts';
import {
  type AccountClosed,
  type AccountFrozen,
  accountClosed,
  accountFrozen,
} from '../transaction/refusals.ts';
import type { RecordedTransaction } from '../transaction/transaction.ts';
import { type HoldState, statusOf } from './hold.ts';
import { type HoldAlreadySettled, type HoldExpired, holdAlreadySettled, holdExpired } from './refusals.ts';

/** Where the input names an account. */
export type PathOf = (accountId: string) => readonly string[];

export const HOLD = ['input', 'holdId'];

export function closedAccount(hold: HoldState, book: Book, pathOf: PathOf): AccountClosed | undefined {
  const id = firstOfStatus('CLOSED', accountsOf(hold), book);
  return id ? accountClosed(id, pathOf(id)) : undefined;
}

export function frozenAccount(hold: HoldState, book: Book, pathOf: PathOf): AccountFrozen | undefined {
  const id = firstOfStatus('FROZEN', accountsOf(hold), book);
  return id ? accountFrozen(id, pathOf(id)) : undefined;
}

const accountsOf = ({ debitAccountId, creditAccountId }: HoldState) => [debitAccountId, creditAccountId];

/** Settled before it expired stays settled. */
export function ended(hold: HoldState, { now }: Book): HoldExpired | HoldAlreadySettled | undefined {
  if (hold.settled) return holdAlreadySettled(hold.settled);
  return statusOf(hold, now) === 'EXPIRED' ? holdExpired(hold.expiresAt, HOLD) : undefined;
}

/** One step of a hold, with what it posts. */
export const entryOf = (
  change: Omit<HoldChange, 'recordedAt' | 'transactionId'>,
  { now: recordedAt }: Book,
  transaction?: RecordedTransaction,
): Entry => ({
  transactions: transaction ? [transaction] : [],
  holds: [{ ...change, transactionId: transaction?.transactionId, recordedAt }],
  counts: [],
});
