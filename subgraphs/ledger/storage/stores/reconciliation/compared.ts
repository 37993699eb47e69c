import { type RawBuilder, sql } from 'kysely';
import { limitExceeded } from 'platform/errors/errors';
import { type Instant, instantOf } from 'platform/kernel/clock';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import type { Account } from '../../../domain/account/account.ts';
import type { IdentifiedLine } from '../../../domain/reconciliation/identity.ts';
import {
  type ComparedPosting,
  MAX_POSTINGS_COMPARED,
  type PostingPlace,
  reconciliationLockName,
} from '../../../domain/reconciliation/reconciliation.ts';
import { fingerprintOf } from './fingerprint.ts';

/** Keeps the next import of the account waiting until the unit of work ends. */
export const lockAccount = ({ tenantId, query }: UnitOfWork, accountId: string) =>
  query(
    sql`select pg_advisory_xact_lock(hashtextextended(${reconciliationLockName(tenantId, accountId)}, 0))`,
  );

/** Which lines were matched in an earlier statement, and with what: identity → posting. */
export async function findMatchedBefore(
  { tenantId, query }: UnitOfWork,
  { id }: Account,
  lines: readonly IdentifiedLine[],
): Promise<ReadonlyMap<string, PostingPlace>> {
  const identities = new Map(lines.map(({ identity }) => [fingerprintOf(identity), identity]));
  const rows = await query<{ fingerprint: string; recorded_at: bigint; n: number }>(sql`
    select l.fingerprint, matched.*
    from external_line l, lateral (
      select m.posting_recorded_at as recorded_at, m.posting_n as n from reconciliation_match m
      where m.tenant_id = ${tenantId} and m.reconciliation_id = l.reconciliation_id and m.line_number = l.number
      offset 0) as matched
    where l.tenant_id = ${tenantId} and l.account_id = ${id}
      and l.fingerprint = any(${[...identities.keys()]}::text[])`);
  return new Map(
    rows.map(({ fingerprint, recorded_at, n }) => [
      identities.get(fingerprint) ?? '',
      { recordedAt: instantOf(recorded_at), n },
    ]),
  );
}

export interface ComparedWindow {
  readonly account: Account;
  /** [from, to) of effective time. */
  readonly from: Instant;
  readonly to: Instant;
  /** What was recorded later does not exist. */
  readonly knownAt: Instant;
}

interface PostingRow {
  readonly recorded_at: bigint;
  readonly n: number;
  readonly effective_at: bigint;
  readonly reference: string | null;
  readonly minor: string;
  readonly taken: boolean;
}

/**
 * The postings that have the amount of one of the lines, in the window, and those that have the reference of one of
 * them, whenever they count: from the earliest on. Fails with LIMIT_EXCEEDED. Here and below `offset 0` has rows looked
 * up one by one by their keys, whatever the planner thinks of a table that it has not counted yet: its joins are
 * quadratic then.
 */
export async function findCompared(
  { tenantId, query }: UnitOfWork,
  { account, from, to, knownAt }: ComparedWindow,
  lines: readonly IdentifiedLine[],
): Promise<ComparedPosting[]> {
  const amounts = [...new Set(lines.map(({ minor }) => minor))];
  const references = [...new Set(lines.flatMap(({ reference }) => reference ?? []))];
  const rows = await query<PostingRow>(sql`
    with named as materialized (
      select t.recorded_at, t.reference from transaction t
      where t.tenant_id = ${tenantId} and t.ledger_id = ${account.ledgerId} and t.recorded_at <= ${knownAt}
        and t.reference = any(${references}::text[])
    ), likely as (
      select p.recorded_at, p.n, p.effective_at, ${grown(account)} as minor, null as reference from posting p
      where p.tenant_id = ${tenantId} and p.account_id = ${account.id} and p.recorded_at <= ${knownAt}
        and p.effective_at >= ${from} and p.effective_at < ${to} and ${grown(account)} = any(${amounts}::numeric[])
      union all
      select posting.*, named.reference from named, lateral (
        select p.recorded_at, p.n, p.effective_at, ${grown(account)} from posting p
        where p.tenant_id = ${tenantId} and p.account_id = ${account.id} and p.recorded_at = named.recorded_at
        offset 0) as posting
    ), found as (
      select recorded_at, n, effective_at, minor, max(reference) as reference from likely
      group by recorded_at, n, effective_at, minor
      limit ${MAX_POSTINGS_COMPARED + 1}
    )
    select found.*, exists (${matchOf(tenantId, account, sql`found`)}) as taken
    from found
    order by found.effective_at, found.recorded_at, found.n`);
  if (rows.length > MAX_POSTINGS_COMPARED)
    throw limitExceeded('MAX_POSTINGS_COMPARED', MAX_POSTINGS_COMPARED);
  return rows.map((row) => ({
    recordedAt: instantOf(row.recorded_at),
    n: row.n,
    effectiveAt: instantOf(row.effective_at),
    reference: row.reference,
    minor: BigInt(row.minor),
    taken: row.taken,
  }));
}

/** What a posting was matched with. */
export const matchOf = (tenantId: string, { id }: Pick<Account, 'id'>, posting: RawBuilder<unknown>) => sql`
  select from reconciliation_match m
  where m.tenant_id = ${tenantId} and m.account_id = ${id}
    and m.posting_recorded_at = ${posting}.recorded_at and m.posting_n = ${posting}.n
  offset 0`;

/** By how much a posting `p` made the account grow, on its normal side. */
export const grown = ({ normalSide }: Pick<Account, 'normalSide'>): RawBuilder<unknown> =>
  normalSide === 'DEBIT' ? sql`(p.debit - p.credit)` : sql`(p.credit - p.debit)`;
