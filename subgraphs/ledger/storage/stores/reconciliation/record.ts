import { sql } from 'kysely';
import { limitExceeded } from 'platform/errors/errors';
import { present } from 'platform/kernel/assert';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import type { IdentifiedLine } from '../../../domain/reconciliation/identity.ts';
import type { Outcome } from '../../../domain/reconciliation/reconcile.ts';
import {
  type Break,
  MAX_POSTINGS_COMPARED,
  type Match,
  type Reconciliation,
  type ReconciliationId,
} from '../../../domain/reconciliation/reconciliation.ts';
import { type ComparedWindow, grown, matchOf } from './compared.ts';
import { fingerprintOf } from './fingerprint.ts';

type Of = Pick<Reconciliation, 'id' | 'accountId'>;

/** Writes the lines and what came of comparing them. Returns how many breaks there are, missing postings included. */
export async function insertFindings(
  uow: UnitOfWork,
  id: ReconciliationId,
  window: ComparedWindow,
  lines: readonly IdentifiedLine[],
  { matches, breaks }: Outcome,
): Promise<number> {
  const of = { id, accountId: window.account.id };
  await insertLines(uow, of, lines);
  await insertMatches(uow, of, matches);
  await insertBreaks(uow, id, breaks);
  return breaks.length + (await insertMissingInStatement(uow, id, window, breaks.length));
}

const insertLines = (
  { tenantId, query }: UnitOfWork,
  { id, accountId }: Of,
  lines: readonly IdentifiedLine[],
) =>
  query(sql`
    insert into external_line (tenant_id, reconciliation_id, account_id, number, fingerprint, reference, minor, date,
                               description, external_id)
    select ${tenantId}, ${id}, ${accountId}, * from unnest(
      ${lines.map(({ number }) => number)}::smallint[],
      ${lines.map(({ identity }) => fingerprintOf(identity))}::text[],
      ${lines.map(({ reference }) => reference)}::text[], ${lines.map(({ minor }) => minor)}::numeric[],
      ${lines.map(({ date }) => date)}::bigint[], ${lines.map(({ description }) => description)}::text[],
      ${lines.map(({ externalId }) => externalId)}::text[])`);

const insertMatches = ({ tenantId, query }: UnitOfWork, { id, accountId }: Of, matches: readonly Match[]) =>
  query(sql`
    insert into reconciliation_match (tenant_id, reconciliation_id, account_id, line_number, posting_recorded_at,
                                      posting_n, rule)
    select ${tenantId}, ${id}, ${accountId}, * from unnest(
      ${matches.map(({ lineNumber }) => lineNumber)}::smallint[],
      ${matches.map(({ posting }) => posting.recordedAt)}::bigint[],
      ${matches.map(({ posting }) => posting.n)}::smallint[], ${matches.map(({ rule }) => rule)}::text[])`);

const insertBreaks = ({ tenantId, query }: UnitOfWork, id: ReconciliationId, breaks: readonly Break[]) =>
  query(sql`
    insert into reconciliation_break (tenant_id, reconciliation_id, number, reason, line_number, posting_recorded_at,
                                      posting_n, difference)
    select ${tenantId}, ${id}, * from unnest(
      ${breaks.map((_, index) => index + 1)}::int[], ${breaks.map(({ reason }) => reason)}::text[],
      ${breaks.map(({ lineNumber }) => lineNumber ?? null)}::smallint[],
      ${breaks.map(({ posting }) => posting?.recordedAt ?? null)}::bigint[],
      ${breaks.map(({ posting }) => posting?.n ?? null)}::smallint[],
      ${breaks.map(({ difference }) => difference)}::numeric[])`);

/**
 * The postings of the statement's window that no line was ever matched with, nor is at odds with in this statement:
 * breaks after the `written` ones. Returns how many.
 */
async function insertMissingInStatement(
  { tenantId, query }: UnitOfWork,
  id: ReconciliationId,
  { account, from, to, knownAt }: ComparedWindow,
  written: number,
): Promise<number> {
  const [row] = await query<{ added: bigint }>(sql`
    with missing as (
      select p.effective_at, p.recorded_at, p.n, ${grown(account)} as minor from posting p
      where p.tenant_id = ${tenantId} and p.account_id = ${account.id} and p.recorded_at <= ${knownAt}
        and p.effective_at >= ${from} and p.effective_at < ${to}
        and not exists (${matchOf(tenantId, account, sql`p`)})
        and (p.recorded_at, p.n) not in (
          select b.posting_recorded_at, b.posting_n from reconciliation_break b
          where b.tenant_id = ${tenantId} and b.reconciliation_id = ${id} and b.posting_n is not null)
      limit ${MAX_POSTINGS_COMPARED + 1}
    ), added as (
      insert into reconciliation_break (tenant_id, reconciliation_id, number, reason, posting_recorded_at, posting_n,
                                        difference)
      select ${tenantId}, ${id}, ${written}::int + row_number() over (order by effective_at, recorded_at, n),
             'MISSING_IN_STATEMENT', recorded_at, n, -minor
      from missing
      returning 1
    )
    select count(*) as added from added`);
  const added = Number(present(row, 'a count has one row').added);
  if (added > MAX_POSTINGS_COMPARED) throw limitExceeded('MAX_POSTINGS_COMPARED', MAX_POSTINGS_COMPARED);
  return added;
}

export const insertReconciliation = ({ tenantId, query }: UnitOfWork, reconciliation: Reconciliation) => {
  const { id, ledgerId, accountId, recordedAt, from, to, dateWindowDays, knownAt } = reconciliation;
  const { openingBalance, closingBalance, lineCount, matchedCount, breakCount } = reconciliation;
  return query(sql`
    insert into reconciliation (tenant_id, id, ledger_id, account_id, recorded_at, from_at, to_at, date_window_days,
                                known_at, opening_balance, closing_balance, line_count, matched_count, break_count)
    values (${tenantId}, ${id}, ${ledgerId}, ${accountId}, ${recordedAt}, ${from}, ${to}, ${dateWindowDays},
            ${knownAt}, ${openingBalance}, ${closingBalance}, ${lineCount}, ${matchedCount}, ${breakCount})`);
};
