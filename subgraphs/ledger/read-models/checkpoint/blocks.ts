import { type RawBuilder, sql } from 'kysely';

/** Blocks of one level that make one of the next. */
export const GROWTH = 16;
/** Blocks of the last level are of 256 stretches: greater ones would take too long to merge in one transaction. */
export const LAST_LEVEL = 2;

/**
 * The blocks, as (level, block), that together are an account's first `stretches`: at most 15 of each level but the
 * last. They are all there when the checkpoint after that stretch is.
 */
export const blocksOf = (stretches: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql.join(
    Array.from({ length: LAST_LEVEL + 1 }, (_, level) => blocksOfLevel(stretches, level)),
    sql` union all `,
  );

/** Of the last level all; of the others those that come after the last full block of the next. */
function blocksOfLevel(stretches: RawBuilder<unknown>, level: number): RawBuilder<unknown> {
  const size = sql.lit(GROWTH ** level);
  const next = sql.lit(GROWTH ** (level + 1));
  const first = level === LAST_LEVEL ? sql`0` : sql`${stretches} / ${next} * ${sql.lit(GROWTH)}`;
  return sql`
    select ${sql.lit(level)} as level, block from generate_series(${first}, ${stretches} / ${size} - 1) as block`;
}
