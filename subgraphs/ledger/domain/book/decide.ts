import { type Instant, instantOf } from 'platform/kernel/clock';
import { ok, type Result, refuse } from 'platform/kernel/result';
import { countCash } from '../cash/count.ts';
import { captureHold } from '../hold/capture.ts';
import { evolve as evolveHold } from '../hold/evolve.ts';
import { placeHold } from '../hold/place.ts';
import { releaseHold } from '../hold/release.ts';
import { decide as decideTransaction, evolve as evolveTransaction } from '../transaction/decide.ts';
import type { PostTransaction, RecordedTransaction } from '../transaction/transaction.ts';
import { type Book, copyOf, type OpenBook } from './book.ts';
import type { BookCommand, PostTransactions } from './command.ts';
import type { BookRefusal, Entry } from './entry.ts';

/** Decides one command on the book as it stands. Pure. */
export function decide(command: BookCommand, book: Book): Result<Entry, BookRefusal> {
  switch (command.kind) {
    case 'postTransaction':
      return entryOf(command, book);
    case 'postTransactions':
      return decideAll(command, book);
    case 'placeHold':
      return placeHold(command, book);
    case 'captureHold':
      return captureHold(command, book);
    case 'releaseHold':
      return releaseHold(command, book);
    case 'countCash':
      return countCash(command, book);
  }
}

/** Moves the book on by what was decided on it. */
export function evolve(book: OpenBook, { transactions, holds }: Entry): void {
  for (const transaction of transactions) evolveTransaction(book, transaction);
  for (const change of holds) evolveHold(book, change);
}

function entryOf(command: PostTransaction, book: Book): Result<Entry, BookRefusal> {
  const posted = decideTransaction(command, book);
  return posted.ok
    ? ok({ transactions: [{ ...posted.value, recordedAt: book.now }], holds: [], counts: [] })
    : posted;
}

/** Each on the book that the ones before it left, a microsecond later; the first refusal is that of all. */
function decideAll({ transactions }: PostTransactions, book: Book): Result<Entry, BookRefusal> {
  const ahead = copyOf(book);
  const recorded: RecordedTransaction[] = [];
  for (const [index, command] of transactions.entries()) {
    const now = later(book.now, index);
    const decided = entryOf(command, { ...ahead, now });
    if (!decided.ok) return refuse(within(decided.error, index));
    evolve(ahead, decided.value);
    recorded.push(...decided.value.transactions);
  }
  return ok({ transactions: recorded, holds: [], counts: [] });
}

const later = (now: Instant, micros: number): Instant => instantOf(now + BigInt(micros));

/** The same refusal of an item in a list. */
const within = (refusal: BookRefusal, index: number): BookRefusal => ({
  ...refusal,
  path: ['input', 'transactions', String(index), ...(refusal.path ?? []).slice(1)],
});
