import { moneyOf } from 'platform/kernel/money';
import { ok, type Result, refuse } from 'platform/kernel/result';
import { postedOf } from '../account/balance.ts';
import type { Book } from '../book/book.ts';
import { accountOf } from '../book/checks.ts';
import type { Entry } from '../book/entry.ts';
import { decide } from '../transaction/decide.ts';
import type { TransactionRefusal } from '../transaction/refusals.ts';
import type { RequestedPosting } from '../transaction/transaction.ts';
import { type CountCash, differenceOf } from './cashCount.ts';

/**
 * Compares what was counted with the balance at that instant, and posts the difference to over-and-short, so that the
 * account says what is there. Pure.
 */
export function countCash(command: CountCash, book: Book): Result<Entry, TransactionRefusal> {
  const { point, counted, description, transactionId, mayOverride, ledgerId } = command;
  const { terms, balance } = accountOf(book, point.accountId);
  const expected = moneyOf(postedOf(terms.normalSide, balance), terms.currency);
  const count = {
    ...{ id: command.id, ledgerId, cashPointId: point.id, expected, counted, description },
    ...{ denominations: command.denominations, countedAt: book.now },
  };
  const postings = postingsOf(command, differenceOf(count).minor);
  if (!postings) return ok({ transactions: [], holds: [], counts: [{ ...count, transactionId: null }] });
  const posted = decide(
    {
      kind: 'postTransaction',
      ...{ transactionId, ledgerId, postings, description, mayOverride },
      ...{ effectiveAt: undefined, reference: null, metadata: null, reverses: null },
    },
    book,
  );
  if (!posted.ok) return refuse(atCashPoint(posted.error));
  const transaction = { ...posted.value, recordedAt: book.now };
  return ok({ transactions: [transaction], holds: [], counts: [{ ...count, transactionId }] });
}

/** A count says of itself when it counts: the input has no field for it. */
const atCashPoint = (refusal: TransactionRefusal): TransactionRefusal =>
  refusal.type === 'PeriodClosed' ? { ...refusal, path: ['input', 'cashPointId'] } : refusal;

/** The cash point's first; none when nothing differs. */
function postingsOf(
  { point, overShortAccountId }: CountCash,
  difference: bigint,
): readonly RequestedPosting[] | undefined {
  if (difference === 0n) return undefined;
  const over = difference > 0n;
  const amount = ok(moneyOf(over ? difference : -difference, point.currency));
  return [
    { accountId: point.accountId, direction: over ? 'DEBIT' : 'CREDIT', amount },
    { accountId: overShortAccountId, direction: over ? 'CREDIT' : 'DEBIT', amount },
  ];
}
