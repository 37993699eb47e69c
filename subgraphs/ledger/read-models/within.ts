import { type RawBuilder, sql } from 'kysely';
import type { Instant } from 'platform/kernel/clock';

/** Half-open intervals of both times; an absent end is open. */
export interface Window {
  readonly effectiveFrom?: Instant | null;
  readonly effectiveTo?: Instant | null;
  readonly recordedFrom?: Instant | null;
  readonly recordedTo?: Instant | null;
}

/** `and …` for a column within [from, to). The first instant of 1970 is an end like any other. */
export const within = (
  column: string,
  from: Instant | null = null,
  to: Instant | null = null,
): RawBuilder<unknown> => sql`
  ${from === null ? sql`` : sql`and ${sql.ref(column)} >= ${from}`}
  ${to === null ? sql`` : sql`and ${sql.ref(column)} < ${to}`}`;
