import { type RawBuilder, sql } from 'kysely';
import type { AuditFault } from '../../domain/audit/fault.ts';
import { type AuditedBook, faultOf, type Progress } from './verification.ts';

/** Rows of a book that an event each led to: (stream, recorded_at). */
type RowsOf = (book: AuditedBook) => RawBuilder<unknown>;

/** The first row, recorded by the last record that holds, that no event of the book led to. */
export async function findExtraRow(book: AuditedBook, progress: Progress): Promise<AuditFault | undefined> {
  for (const [table, rowsOf] of Object.entries(TABLES)) {
    const [row] = await book.reader.query<{ stream: string; version: number }>(sql`
      select r.stream, 1 as version from (${rowsOf(book)}) as r (stream, recorded_at)
      where r.recorded_at <= ${progress.recordedAt} and not exists (
        select from journal j
        where j.tenant_id = ${book.reader.tenantId} and j.ledger_id = ${book.ledgerId}
          and j.recorded_at = r.recorded_at and j.stream = r.stream
        offset 0)
      order by r.recorded_at limit 1`);
    if (row) return faultOf('TABLE_DIFFERS', row, undefined, `A row of the table ${table} is of no event.`);
  }
  return undefined;
}

const TABLES: Readonly<Record<string, RowsOf>> = {
  fx_rate: ({ reader, ledgerId }) => sql`
    select id, recorded_at from fx_rate where tenant_id = ${reader.tenantId} and ledger_id = ${ledgerId}`,
  cash_point: ({ reader, ledgerId }) => sql`
    select id, opened_at from cash_point where tenant_id = ${reader.tenantId} and ledger_id = ${ledgerId}`,
  cash_count: ({ reader, ledgerId }) => sql`
    select n.id, n.counted_at
    from cash_point c join cash_count n on n.tenant_id = c.tenant_id and n.cash_point_id = c.id
    where c.tenant_id = ${reader.tenantId} and c.ledger_id = ${ledgerId}`,
  reconciliation: ({ reader, ledgerId }) => sql`
    select id, recorded_at from reconciliation where tenant_id = ${reader.tenantId} and ledger_id = ${ledgerId}`,
};
