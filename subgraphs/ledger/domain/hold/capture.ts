import type { Money } from 'platform/kernel/money';
import { ok, type Result, refuse } from 'platform/kernel/result';
import { applyPending, applyPosting } from '../account/balance.ts';
import type { Book } from '../book/book.ts';
import { accountOf, holdOf, outOfRange } from '../book/checks.ts';
import type { Entry } from '../book/entry.ts';
import {
  type AccountClosed,
  type AccountFrozen,
  type CurrencyMismatch,
  currencyMismatch,
  type InvalidAmount,
  type PeriodClosed,
  periodClosed,
} from '../transaction/refusals.ts';
import type { RecordedTransaction } from '../transaction/transaction.ts';
import type { CaptureHold } from './commands.ts';
import { sidesOf } from './evolve.ts';
import { type HoldState, remainingOf } from './hold.ts';
import { closedAccount, ended, entryOf, frozenAccount, HOLD } from './obstacles.ts';
import {
  type HoldAlreadySettled,
  type HoldAmountExceeded,
  type HoldExpired,
  holdAmountExceeded,
} from './refusals.ts';

const AMOUNT = ['input', 'amount'];

/** In the order of precedence, after `IdempotencyConflict` and `UnknownHold`. */
export type CaptureHoldRefusal =
  | InvalidAmount
  | CurrencyMismatch
  | PeriodClosed
  | AccountClosed
  | AccountFrozen
  | HoldExpired
  | HoldAlreadySettled
  | HoldAmountExceeded;

/** Funds are not asked about: what is captured was promised, and is not available since. Pure. */
export function captureHold(command: CaptureHold, book: Book): Result<Entry, CaptureHoldRefusal> {
  const hold = holdOf(book, command.terms.id);
  const remaining = remainingOf(hold, book.now);
  const amount = command.amount ?? ok(remaining);
  if (!amount.ok) return amount;
  const frozen = frozenAccount(hold, book, () => HOLD);
  const obstacle =
    firstOutOfRange(hold, amount.value, book) ??
    wrongCurrency(amount.value, hold) ??
    closedPeriod(book) ??
    closedAccount(hold, book, () => HOLD) ??
    (command.mayOverride ? undefined : frozen) ??
    ended(hold, book) ??
    (amount.value.minor > remaining.minor ? holdAmountExceeded(remaining) : undefined);
  if (obstacle) return refuse(obstacle);
  const { transactionId } = command;
  const transaction = transactionOf(hold, amount.value, book);
  const isLast = command.final || amount.value.minor === remaining.minor;
  const change = {
    step: 'captured' as const,
    hold: afterCapture(hold, amount.value, isLast, book),
    amount: amount.value,
    pending: isLast ? -remaining.minor : -amount.value.minor,
    overridden: frozen !== undefined,
  };
  return ok(entryOf(change, book, { ...transaction, transactionId, overridden: change.overridden }));
}

const afterCapture = (hold: HoldState, amount: Money, isLast: boolean, { now }: Book): HoldState => ({
  ...hold,
  captured: hold.captured + amount.minor,
  settled: isLast ? { as: 'CAPTURED', at: now } : undefined,
  version: hold.version + 1,
});

const transactionOf = (
  hold: HoldState,
  amount: Money,
  { now }: Book,
): Omit<RecordedTransaction, 'transactionId' | 'overridden'> => ({
  ledgerId: hold.ledgerId,
  postings: sidesOf(hold).map((side) => ({ ...side, amount })),
  effectiveAt: now,
  recordedAt: now,
  description: hold.description,
  reference: hold.reference,
  metadata: null,
  reverses: null,
  holdId: hold.id,
});

/** What is promised is not part of the balance that it will come into, so this has not been checked before. */
function firstOutOfRange(hold: HoldState, { minor }: Money, book: Book): InvalidAmount | undefined {
  for (const { accountId, direction } of sidesOf(hold)) {
    const account = accountOf(book, accountId);
    const posted = applyPosting(account.balance, { direction, minor }, book.now, book.now);
    const balance = applyPending(posted, { direction, minor: -minor }, hold.expiresAt);
    const mistake = outOfRange({ ...account, balance }, AMOUNT);
    if (mistake) return mistake;
  }
  return undefined;
}

const wrongCurrency = (amount: Money, hold: HoldState): CurrencyMismatch | undefined =>
  amount.currency === hold.amount.currency
    ? undefined
    : currencyMismatch(hold.amount.currency, amount.currency, AMOUNT);

/** A clock that has stepped back may find itself in a closed period. */
const closedPeriod = ({ closedThrough, now }: Book): PeriodClosed | undefined =>
  closedThrough !== undefined && now <= closedThrough ? periodClosed(closedThrough, HOLD) : undefined;
