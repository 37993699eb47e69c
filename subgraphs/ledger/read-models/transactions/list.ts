import { sql } from 'kysely';
import {
  type Connection,
  connectionOf,
  keyset,
  type PageArguments,
  parsePage,
} from 'platform/graphql/connections';
import type { TenantId } from 'platform/kernel/ids';
import type { RunUnitOfWork, UnitOfWork } from 'platform/tenancy/unit-of-work';
import type { RecordedTransaction } from '../../domain/transaction/transaction.ts';
import { type Window, within } from '../within.ts';
import { findTransactions } from './find.ts';

export interface TransactionFilter extends Window {
  readonly accountId?: string | null;
  readonly reference?: string | null;
}

export type TransactionConnection = Connection<RecordedTransaction>;

/** No two transactions of a book are recorded at the same instant. */
const byRecordedAt = keyset('transactions', ['bigint']);

/** The transactions of a book, the last recorded first. */
export async function listTransactions(
  unitOfWork: RunUnitOfWork,
  tenantId: TenantId,
  ledgerId: string,
  filter: TransactionFilter,
  pageArguments: PageArguments,
): Promise<TransactionConnection> {
  const page = parsePage(pageArguments, byRecordedAt);
  const before = page.after?.[0] ?? null;
  const rows = await unitOfWork(tenantId, async (uow) => {
    const ids = await uow.query<{ id: string }>(sql`
      select id ${matching(uow, ledgerId, filter)}
      and (${before}::bigint is null or t.recorded_at < ${before}::bigint)
      order by t.recorded_at desc limit ${page.limit + 1}`);
    const found = await findTransactions(
      uow,
      ids.map(({ id }) => id),
    );
    return found.sort((a, b) => (a.recordedAt > b.recordedAt ? -1 : 1));
  });
  return connectionOf({
    rows,
    page,
    keys: byRecordedAt,
    keyOf: (transaction) => [transaction.recordedAt] as const,
    count: () => unitOfWork(tenantId, (uow) => count(uow, ledgerId, filter)),
  });
}

async function count(uow: UnitOfWork, ledgerId: string, filter: TransactionFilter): Promise<number> {
  const [row] = await uow.query<{ n: bigint }>(sql`select count(*) as n ${matching(uow, ledgerId, filter)}`);
  return Number(row?.n ?? 0);
}

/** Half-open intervals; an absent condition holds for all. */
const matching = ({ tenantId }: UnitOfWork, ledgerId: string, filter: TransactionFilter) => sql`
  from transaction t
  where t.tenant_id = ${tenantId} and t.ledger_id = ${ledgerId}
    ${filter.reference ? sql`and t.reference = ${filter.reference}` : sql``}
    ${within('t.effective_at', filter.effectiveFrom, filter.effectiveTo)}
    ${within('t.recorded_at', filter.recordedFrom, filter.recordedTo)}
    ${filter.accountId ? touching(filter.accountId) : sql``}`;

const touching = (accountId: string) => sql`
  and exists (
    select from posting p
    where p.tenant_id = t.tenant_id and p.account_id = ${accountId} and p.recorded_at = t.recorded_at)
  and exists (
    select from account a
    where a.tenant_id = t.tenant_id and a.id = ${accountId} and a.ledger_id = t.ledger_id)`;
