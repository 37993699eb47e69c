import { sql } from 'kysely';
import { present } from 'platform/kernel/assert';
import type { Instant } from 'platform/kernel/clock';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import type { Account } from '../../domain/account/account.ts';
import type { LinePosition } from './cursor.ts';

/** The postings of an account effective in [from, end), as they were known at recordedAt. */
export interface StatementView {
  readonly account: Account;
  readonly from: Instant;
  readonly end: Instant;
  readonly recordedAt: Instant;
}

/** Minor units on the normal side: before the window, before the page, after the window. */
export interface StatementSums {
  readonly opening: string;
  readonly before: string;
  readonly closing: string;
}

export interface LineRow {
  readonly transaction_id: string;
  readonly effective_at: bigint;
  readonly recorded_at: bigint;
  readonly n: number;
  readonly debit: string;
  readonly credit: string;
}

export async function readSums(
  uow: UnitOfWork,
  { account, from, end, recordedAt }: StatementView,
  after: LinePosition | undefined,
): Promise<StatementSums> {
  const grown = account.normalSide === 'DEBIT' ? sql`p.debit - p.credit` : sql`p.credit - p.debit`;
  const passed = after ? sql`or ${place} <= ${placeOf(after)}` : sql``;
  const [row] = await uow.query<StatementSums>(sql`
    select coalesce(sum(${grown}) filter (where p.effective_at < ${from}), 0) as opening,
           coalesce(sum(${grown}) filter (where p.effective_at < ${from} ${passed}), 0) as before,
           coalesce(sum(${grown}), 0) as closing
    from posting p
    where p.tenant_id = ${uow.tenantId} and p.account_id = ${account.id}
      and p.recorded_at <= ${recordedAt} and p.effective_at < ${end}`);
  return present(row, 'a sum has one row');
}

/** Up to `limit` lines after a place, as they became effective; of one instant, as they were recorded. */
export const readLines = (
  uow: UnitOfWork,
  view: StatementView,
  after: LinePosition | undefined,
  limit: number,
): Promise<LineRow[]> =>
  uow.query<LineRow>(sql`
    select t.id as transaction_id, line.*
    from (
      select p.effective_at, p.recorded_at, p.n, p.debit, p.credit ${inWindow(uow, view)}
        ${after ? sql`and ${place} > ${placeOf(after)}` : sql``}
      order by p.effective_at, p.recorded_at, p.n limit ${limit}) as line
    join transaction t
      on t.tenant_id = ${uow.tenantId} and t.ledger_id = ${view.account.ledgerId} and t.recorded_at = line.recorded_at
    order by line.effective_at, line.recorded_at, line.n`);

export async function countLines(uow: UnitOfWork, view: StatementView): Promise<number> {
  const [row] = await uow.query<{ n: bigint }>(sql`select count(*) as n ${inWindow(uow, view)}`);
  return Number(row?.n ?? 0);
}

const place = sql`(p.effective_at, p.recorded_at, p.n)`;

const placeOf = (position: LinePosition) => sql`(${sql.join(position.map((key) => sql`${key}::bigint`))})`;

const inWindow = ({ tenantId }: UnitOfWork, { account, from, end, recordedAt }: StatementView) => sql`
  from posting p
  where p.tenant_id = ${tenantId} and p.account_id = ${account.id} and p.recorded_at <= ${recordedAt}
    and p.effective_at >= ${from} and p.effective_at < ${end}`;
