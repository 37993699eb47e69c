import { present } from 'platform/kernel/assert';
import { MAX_MINOR, moneyOf } from 'platform/kernel/money';
import type { AccountStatus } from '../account/account.ts';
import { availableOf, finallyPosted } from '../account/balance.ts';
import type { HoldState } from '../hold/hold.ts';
import type { InsufficientFunds, InvalidAmount } from '../transaction/refusals.ts';
import type { Book, BookAccount } from './book.ts';

export const accountOf = (book: Book, accountId: string): BookAccount =>
  present(book.accounts.get(accountId), `account ${accountId} is part of the batch`);

export const holdOf = (book: Book, id: string): HoldState =>
  present(book.holds.get(id), `hold ${id} is part of the batch`);

/** The first of the accounts that has the status. */
export const firstOfStatus = (
  status: AccountStatus,
  accountIds: readonly string[],
  book: Book,
): string | undefined => accountIds.find((id) => accountOf(book, id).status === status);

/** An amount may be fine by itself, and lead to a balance, now or later, that cannot be told any more. */
export function outOfRange(
  { terms, balance }: BookAccount,
  path: readonly string[],
): InvalidAmount | undefined {
  const available = availableOf(terms.normalSide, balance);
  if (isInRange(available) && isInRange(finallyPosted(balance))) return undefined;
  return { type: 'InvalidAmount', message: 'The balance of the account would be out of range.', path };
}

const isInRange = (minor: bigint): boolean => -MAX_MINOR < minor && minor < MAX_MINOR;

/** Whoever makes an account poorer must leave it at its floor or above. */
export function shortage(
  before: BookAccount,
  { terms, balance }: BookAccount,
  path: readonly string[],
): InsufficientFunds | undefined {
  if (!terms.overdraftFloor) return undefined;
  const available = availableOf(terms.normalSide, before.balance);
  const after = availableOf(terms.normalSide, balance);
  if (after >= available || after >= terms.overdraftFloor.minor) return undefined;
  return {
    type: 'InsufficientFunds',
    message: 'The available balance would go below its floor.',
    path,
    accountId: terms.id,
    available: moneyOf(available - terms.overdraftFloor.minor, terms.currency),
    requested: moneyOf(available - after, terms.currency),
  };
}
