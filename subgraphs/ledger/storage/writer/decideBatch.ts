import { idempotencyConflict } from 'platform/graphql/idempotency';
import { decodeOutcome } from 'platform/graphql/outcome';
import type { Instant } from 'platform/kernel/clock';
import { instantOf } from 'platform/kernel/clock';
import { ok, type Result, refuse } from 'platform/kernel/result';
import { decide, evolve } from '../../domain/transaction/decide.ts';
import { type TransactionRefusal, unknownLedger } from '../../domain/transaction/refusals.ts';
import type {
  Book,
  OpenBook,
  PostedTransaction,
  PostingReceipt,
} from '../../domain/transaction/transaction.ts';
import type { LockedBook } from './read.ts';
import { claimKey, type PostingOutcome, type PostingRequest, type StoredOutcome } from './request.ts';

/** A request that is answered for the first time, at an instant of its own. */
export interface Decided {
  readonly request: PostingRequest;
  readonly recordedAt: Instant;
  readonly outcome: Result<PostedTransaction, TransactionRefusal>;
}

export interface DecidedBatch {
  /** One per request, in order. */
  readonly outcomes: readonly PostingOutcome[];
  readonly decided: readonly Decided[];
  readonly book: Book;
}

/**
 * Decides a batch in the order in which it was asked, each request on the book that the ones before it left, each
 * recorded a microsecond after the one before. A bad request is refused alone.
 */
export function decideBatch(requests: readonly PostingRequest[], locked: LockedBook): DecidedBatch {
  const decided: Decided[] = [];
  const answered = new Map<string, { readonly inputHash: Buffer; readonly outcome: PostingOutcome }>();
  for (const [key, { inputHash, outcome }] of locked.earlier) {
    answered.set(key, { inputHash, outcome: earlierOutcome(outcome) });
  }
  const { accounts, reversals } = locked.book;
  let book: OpenBook = { ...locked.book, accounts: new Map(accounts), reversals: new Map(reversals) };
  const outcomes = requests.map((request) => {
    const key = claimKey(request.claim);
    const earlier = answered.get(key);
    if (earlier) return earlier.inputHash.equals(request.claim.inputHash) ? earlier.outcome : CONFLICT;
    const recordedAt = instantOf(locked.book.now + BigInt(decided.length));
    book = { ...book, now: recordedAt };
    const result = decideOne(request, locked.ledgerExists, book);
    if (result.ok) evolve(book, result.value);
    decided.push({ request, recordedAt, outcome: result });
    const outcome = result.ok ? ok(receipt(result.value, recordedAt)) : result;
    answered.set(key, { inputHash: request.claim.inputHash, outcome });
    return outcome;
  });
  return { outcomes, decided, book };
}

const receipt = (posted: PostedTransaction, recordedAt: Instant): PostingReceipt => ({
  transactionId: posted.transactionId,
  transaction: { ...posted, recordedAt },
});

function earlierOutcome(text: string): PostingOutcome {
  const stored = decodeOutcome(text) as StoredOutcome;
  return stored.ok ? ok({ transactionId: stored.value }) : stored;
}

const CONFLICT: PostingOutcome = refuse(idempotencyConflict);

const decideOne = ({ command }: PostingRequest, ledgerExists: boolean, book: Book): Decided['outcome'] =>
  ledgerExists ? decide(command, book) : refuse(unknownLedger);
