import type { CurrencyCode } from 'platform/kernel/currencies';
import { formatAmount, type Money, moneyOf } from 'platform/kernel/money';
import { ok, type Result, refuse } from 'platform/kernel/result';
import { applyPosting } from '../account/balance.ts';
import type { Book, BookAccount, OpenBook } from '../book/book.ts';
import { accountOf, firstOfStatus, outOfRange, shortage } from '../book/checks.ts';
import {
  type AccountClosed,
  type AccountFrozen,
  type AlreadyReversed,
  accountClosed,
  accountFrozen,
  type CurrencyMismatch,
  currencyMismatch,
  type InsufficientFunds,
  type InvalidAmount,
  type PeriodClosed,
  periodClosed,
  type TransactionRefusal,
  type UnbalancedTransaction,
  type UnknownAccount,
  unknownAccount,
} from './refusals.ts';
import type {
  PostedTransaction,
  Posting,
  PostTransaction,
  RecordedTransaction,
  RequestedPosting,
} from './transaction.ts';

/**
 * Decides one transaction on the book as it stands. Pure. The checks stand in the order of precedence of the
 * refusals (refusals.ts).
 */
export function decide(command: PostTransaction, book: Book): Result<PostedTransaction, TransactionRefusal> {
  const stranger = firstUnknownAccount(command, book);
  if (stranger) return refuse(stranger);
  const postings = validPostings(command.postings);
  if (!postings.ok) return postings;
  const { kind: _kind, mayOverride, ...asked } = command;
  const effectiveAt = command.effectiveAt ?? book.now;
  const posted = { ...asked, postings: postings.value, effectiveAt, holdId: null, overridden: false };
  const moved = movedAccounts(posted, book);
  const mistake =
    firstOutOfRange(posted, moved) ??
    firstImbalance(postings.value) ??
    firstCurrencyMismatch(postings.value, book) ??
    closedPeriod(posted, book) ??
    firstClosed(posted, book);
  if (mistake) return refuse(mistake);
  const liftable = firstFrozen(posted, book) ?? firstShortage(posted, moved, book);
  const obstacle = (mayOverride ? undefined : liftable) ?? earlierReversal(command, book);
  return obstacle ? refuse(obstacle) : ok({ ...posted, overridden: liftable !== undefined });
}

/** Moves the book on: its balances have moved, and what the transaction reverses is reversed. */
export function evolve(book: OpenBook, posted: RecordedTransaction): void {
  for (const [id, account] of movedAccounts(posted, { ...book, now: posted.recordedAt }))
    book.accounts.set(id, account);
  if (posted.reverses) book.reversals.set(posted.reverses, posted.transactionId);
}

const field = (index: number, name: string): string[] => ['input', 'postings', String(index), name];

/** The input's field of the first posting on the account; a reversal's input has no postings. */
const postingField = (
  { postings, reverses }: PostedTransaction,
  accountId: string,
  name: 'accountId' | 'amount',
): string[] =>
  reverses
    ? ['input', 'transactionId']
    : field(
        postings.findIndex((posting) => posting.accountId === accountId),
        name,
      );

function firstUnknownAccount(
  { postings, ledgerId }: PostTransaction,
  book: Book,
): UnknownAccount | undefined {
  const index = postings.findIndex(
    ({ accountId }) => book.accounts.get(accountId)?.terms.ledgerId !== ledgerId,
  );
  const posting = postings[index];
  return posting && unknownAccount(posting.accountId, field(index, 'accountId'));
}

function validPostings(postings: readonly RequestedPosting[]): Result<readonly Posting[], InvalidAmount> {
  const valid: Posting[] = [];
  for (const { accountId, direction, amount } of postings) {
    if (!amount.ok) return amount;
    valid.push({ accountId: accountId as Posting['accountId'], direction, amount: amount.value });
  }
  return ok(valid);
}

function firstOutOfRange(posted: PostedTransaction, moved: MovedAccounts): InvalidAmount | undefined {
  for (const [accountId, account] of moved) {
    const mistake = outOfRange(account, postingField(posted, accountId, 'amount'));
    if (mistake) return mistake;
  }
  return undefined;
}

/** Zero-sum per currency, in the order in which the currencies appear. */
function firstImbalance(postings: readonly Posting[]): UnbalancedTransaction | undefined {
  const differences = new Map<CurrencyCode, bigint>();
  for (const { direction, amount } of postings) {
    const signed = direction === 'DEBIT' ? amount.minor : -amount.minor;
    differences.set(amount.currency, (differences.get(amount.currency) ?? 0n) + signed);
  }
  for (const [currency, minor] of differences) {
    if (minor !== 0n) return unbalanced(moneyOf(minor, currency));
  }
  return undefined;
}

const unbalanced = (difference: Money): UnbalancedTransaction => ({
  type: 'UnbalancedTransaction',
  message: `Debits and credits differ by ${formatAmount(difference)} ${difference.currency}.`,
  path: ['input', 'postings'],
  currency: difference.currency,
  difference,
});

function firstCurrencyMismatch(postings: readonly Posting[], book: Book): CurrencyMismatch | undefined {
  for (const [index, { accountId, amount }] of postings.entries()) {
    const expected = accountOf(book, accountId).terms.currency;
    if (amount.currency !== expected) {
      return currencyMismatch(expected, amount.currency, field(index, 'amount'));
    }
  }
  return undefined;
}

const closedPeriod = (
  { effectiveAt }: PostedTransaction,
  { closedThrough }: Book,
): PeriodClosed | undefined =>
  closedThrough !== undefined && effectiveAt <= closedThrough
    ? periodClosed(closedThrough, ['input', 'effectiveAt'])
    : undefined;

const firstClosed = (posted: PostedTransaction, book: Book): AccountClosed | undefined => {
  const accountId = firstOfStatus('CLOSED', accountsOf(posted), book);
  return accountId ? accountClosed(accountId, postingField(posted, accountId, 'accountId')) : undefined;
};

const firstFrozen = (posted: PostedTransaction, book: Book): AccountFrozen | undefined => {
  const accountId = firstOfStatus('FROZEN', accountsOf(posted), book);
  return accountId ? accountFrozen(accountId, postingField(posted, accountId, 'accountId')) : undefined;
};

const accountsOf = ({ postings }: PostedTransaction): string[] => postings.map(({ accountId }) => accountId);

/** All of the transaction counts at once: two postings on one account may cover each other. */
function firstShortage(
  posted: PostedTransaction,
  moved: MovedAccounts,
  book: Book,
): InsufficientFunds | undefined {
  for (const [accountId, account] of moved) {
    const path = postingField(posted, accountId, 'amount');
    const found = shortage(accountOf(book, accountId), account, path);
    if (found) return found;
  }
  return undefined;
}

function earlierReversal({ reverses }: PostTransaction, book: Book): AlreadyReversed | undefined {
  const by = reverses ? book.reversals.get(reverses) : undefined;
  return (
    by && {
      type: 'AlreadyReversed',
      message: 'The transaction was reversed before.',
      path: ['input', 'transactionId'],
      by,
    }
  );
}

type MovedAccounts = ReadonlyMap<string, BookAccount>;

/** The accounts that the transaction touches, as they stand after it. */
function movedAccounts(posted: PostedTransaction, book: Book): MovedAccounts {
  const moved = new Map<string, BookAccount>();
  for (const { accountId, direction, amount } of posted.postings) {
    const account = moved.get(accountId) ?? accountOf(book, accountId);
    const posting = { direction, minor: amount.minor };
    const balance = applyPosting(account.balance, posting, posted.effectiveAt, book.now);
    moved.set(accountId, { ...account, balance });
  }
  return moved;
}
