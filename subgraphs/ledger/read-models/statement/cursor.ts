import { badInput } from 'platform/errors/errors';
import { keyset } from 'platform/graphql/connections';
import { EARLIEST_INSTANT, type Instant, instantOf } from 'platform/kernel/clock';
import type { PointOfView } from '../balance/balance.ts';

/** A statement as asked for: [from, to) in effective time, from a point of view. */
export interface StatementWindow {
  readonly accountId: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly at: PointOfView;
}

/** Where the window ends when nothing counts that is effective later than the point of view. */
export const endOf = ({ to, at: { effectiveAt = null } }: StatementWindow): Instant =>
  effectiveAt !== null && effectiveAt < to ? instantOf(effectiveAt + 1n) : to;

/**
 * The statement (account, from, to, end, recordedAt), then its line (effectiveAt, recordedAt, n). So all pages are of
 * the first one's point of view, and what is backdated meanwhile moves none of their lines.
 */
export const statementLines = keyset('statement', [
  ...(['text', 'bigint', 'bigint', 'bigint', 'bigint'] as const),
  ...(['bigint', 'bigint', 'bigint'] as const),
]);

type StatementCursor = Parameters<typeof statementLines.encode>[0];

/** The point of view to go on from. Fails with BAD_USER_INPUT for a cursor of another statement. */
export function continuedView(
  [accountId, from, to, end, recordedAt, ...line]: StatementCursor,
  window: StatementWindow,
): { readonly end: Instant; readonly recordedAt: Instant } {
  const { at } = window;
  const isOfWindow = accountId === window.accountId && from === window.from && to === window.to;
  const isOfView =
    (at.effectiveAt == null || end === endOf(window)) &&
    (at.recordedAt == null || recordedAt === at.recordedAt);
  const isPossible = end > EARLIEST_INSTANT && end <= to && recordedAt >= EARLIEST_INSTANT;
  const hasLine = line[0] >= from && line[0] < end && line[1] >= EARLIEST_INSTANT && line[1] <= recordedAt;
  if (!isOfWindow || !isOfView || !isPossible || !hasLine) {
    throw badInput('"after" is not a cursor of this statement.', ['after']);
  }
  return { end: instantOf(end), recordedAt: instantOf(recordedAt) };
}
