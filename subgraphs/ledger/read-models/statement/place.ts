import { type RawBuilder, sql } from 'kysely';
import type { LinePosition } from './view.ts';

/** `and …` for the posting `p`: that it comes after a line. */
export const isAfter = (after: LinePosition | undefined): RawBuilder<unknown> =>
  after
    ? sql`and (p.effective_at, p.recorded_at, p.n) > (${sql.join(after.map((key) => sql`${key}::bigint`))})`
    : sql``;

/** The later of the beginning of the window and the effectiveAt of a line in it. */
export const startOf = (from: bigint, after: LinePosition | undefined): bigint => after?.[0] ?? from;
