import { sql } from 'kysely';
import type { Reader } from 'platform/tenancy/unit-of-work';
import { postedSums } from '../balance/postedSums.ts';
import type { LinePosition, StatementView } from './view.ts';

/** Minor units on the normal side: before the window, before the page, after the window. */
export interface StatementSums {
  readonly opening: bigint;
  readonly before: bigint;
  readonly closing: bigint;
}

export async function readSums(
  reader: Reader,
  view: StatementView,
  after: LinePosition | undefined,
): Promise<StatementSums> {
  const { account, from, end, recordedAt } = view;
  const corners = [
    cornerOf('opening', from - 1n, recordedAt),
    cornerOf('closing', end - 1n, recordedAt),
    ...(after ? cornersBefore(after, recordedAt) : []),
  ];
  const rows = await reader.query<{ sum: keyof StatementSums; debit_less_credit: string }>(sql`
    select sum, sum(debit_less_credit) as debit_less_credit
    from (
      select corner.sum, corner.sign * (posted.debits - posted.credits) as debit_less_credit
      from (values ${sql.join(corners)}) as corner (sum, effective_at, recorded_at, sign)
      cross join lateral (${ofCorner(reader, view)}) posted
      ${after ? sql`union all ${ofSameTransaction(reader, view, after)}` : sql``}) as part
    group by sum`);
  const sums = new Map(rows.map((row) => [row.sum, onNormalSide(account, BigInt(row.debit_less_credit))]));
  const opening = sums.get('opening') ?? 0n;
  return { opening, before: sums.get('before') ?? opening, closing: sums.get('closing') ?? 0n };
}

const onNormalSide = ({ normalSide }: StatementView['account'], debitLessCredit: bigint): bigint =>
  normalSide === 'DEBIT' ? debitLessCredit : -debitLessCredit;

/** Counted as often as `sign` says: what is effective by then, as known then. */
const cornerOf = (sum: keyof StatementSums, effectiveAt: bigint, recordedAt: bigint, sign = 1) =>
  sql`(${sql.lit(sum)}, ${effectiveAt}::bigint, ${recordedAt}::bigint, ${sql.lit(sign)})`;

/** What comes before a line: what is effective earlier, and of what is effective with it what was recorded earlier. */
function cornersBefore([effectiveAt, recordedAt]: LinePosition, knownAt: bigint) {
  return [
    cornerOf('before', effectiveAt - 1n, knownAt),
    cornerOf('before', effectiveAt, recordedAt - 1n),
    cornerOf('before', effectiveAt - 1n, recordedAt - 1n, -1),
  ];
}

/** And of its own transaction the lines up to it. */
const ofSameTransaction = (
  { tenantId }: Reader,
  { account }: StatementView,
  [effectiveAt, recordedAt, n]: LinePosition,
) => sql`
  select 'before', p.debit - p.credit from posting p
  where p.tenant_id = ${tenantId} and p.account_id = ${account.id} and p.recorded_at = ${recordedAt}::bigint
    and p.effective_at = ${effectiveAt}::bigint and p.n <= ${n}::bigint`;

const ofCorner = ({ tenantId }: Reader, { account }: StatementView) =>
  postedSums({
    tenantId: sql`${tenantId}::text`,
    accountId: sql`${account.id}::text`,
    effectiveAt: sql`corner.effective_at`,
    recordedAt: sql`corner.recorded_at`,
  });
