import { ok, type Result, refuse } from 'platform/kernel/result';
import type { Book } from '../book/book.ts';
import { holdOf } from '../book/checks.ts';
import type { Entry } from '../book/entry.ts';
import type { ReleaseHold } from './commands.ts';
import { type HoldState, remainingOf } from './hold.ts';
import { ended, entryOf } from './obstacles.ts';
import type { HoldAlreadySettled, HoldExpired } from './refusals.ts';

/** In the order of precedence, after `IdempotencyConflict` and `UnknownHold`. */
export type ReleaseHoldRefusal = HoldExpired | HoldAlreadySettled;

/** Gives back what remains, whatever the accounts' status. Pure. */
export function releaseHold({ terms }: ReleaseHold, book: Book): Result<Entry, ReleaseHoldRefusal> {
  const hold = holdOf(book, terms.id);
  const obstacle = ended(hold, book);
  if (obstacle) return refuse(obstacle);
  const amount = remainingOf(hold, book.now);
  const after: HoldState = { ...hold, settled: { as: 'RELEASED', at: book.now }, version: hold.version + 1 };
  const change = { step: 'released' as const, hold: after, amount, pending: -amount.minor };
  return ok(entryOf({ ...change, overridden: false }, book));
}
