import { idempotencyConflict } from 'platform/graphql/idempotency';
import { decodeOutcome } from 'platform/graphql/outcome';
import type { Instant } from 'platform/kernel/clock';
import { instantOf } from 'platform/kernel/clock';
import { ok, type Result, refuse } from 'platform/kernel/result';
import { type Book, copyOf, type OpenBook } from '../../domain/book/book.ts';
import { idsOf } from '../../domain/book/command.ts';
import { decide, evolve } from '../../domain/book/decide.ts';
import { type BookRefusal, type Entry, instantsOf } from '../../domain/book/entry.ts';
import { unknownLedger } from '../../domain/transaction/refusals.ts';
import type { LockedBook } from './read.ts';
import { type BookOutcome, type BookRequest, claimKey, type StoredOutcome } from './request.ts';

/** A request that is answered for the first time, from an instant of its own on. */
export interface Decided {
  readonly request: BookRequest;
  readonly recordedAt: Instant;
  readonly outcome: Result<Entry, BookRefusal>;
}

export interface DecidedBatch {
  /** One per request, in order. */
  readonly outcomes: readonly BookOutcome[];
  readonly decided: readonly Decided[];
  readonly book: Book;
}

/**
 * Decides a batch in the order in which it was asked, each request on the book that the ones before it left, and
 * recorded after them. A bad request is refused alone.
 */
export function decideBatch(requests: readonly BookRequest[], locked: LockedBook): DecidedBatch {
  const decided: Decided[] = [];
  const answered = new Map<string, { readonly inputHash: Buffer; readonly outcome: BookOutcome }>();
  for (const [key, { inputHash, outcome }] of locked.earlier) {
    answered.set(key, { inputHash, outcome: earlierOutcome(outcome) });
  }
  let book: OpenBook = copyOf(locked.book);
  let next = locked.book.now;
  const outcomes = requests.map((request) => {
    const key = claimKey(request.claim);
    const earlier = answered.get(key);
    if (earlier) return earlier.inputHash.equals(request.claim.inputHash) ? earlier.outcome : CONFLICT;
    const recordedAt = next;
    book = { ...book, now: recordedAt };
    const result = decideOne(request, locked.ledgerExists, book);
    if (result.ok) evolve(book, result.value);
    next = instantOf(recordedAt + instantsOf(result));
    decided.push({ request, recordedAt, outcome: result });
    const outcome = result.ok ? ok({ ids: idsOf(request.command), entry: result.value }) : result;
    answered.set(key, { inputHash: request.claim.inputHash, outcome });
    return outcome;
  });
  return { outcomes, decided, book: { ...book, now: instantOf(next - 1n) } };
}

function earlierOutcome(text: string): BookOutcome {
  const stored = decodeOutcome(text) as StoredOutcome;
  return stored.ok ? ok({ ids: [stored.value].flat() }) : stored;
}

const CONFLICT: BookOutcome = refuse(idempotencyConflict);

const decideOne = ({ command }: BookRequest, ledgerExists: boolean, book: Book): Decided['outcome'] =>
  ledgerExists ? decide(command, book) : refuse(unknownLedger);
