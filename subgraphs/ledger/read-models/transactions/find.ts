import { sql } from 'kysely';
import { type EventRow, SELECT_EVENT, toRecordedEvent } from 'platform/event-store/rows';
import type { Reader } from 'platform/tenancy/unit-of-work';
import { type TransactionPosted, transactionPosted } from '../../contract/events.ts';
import type { LedgerId } from '../../domain/account/account.ts';
import { exchangeFromWire } from '../../domain/fx/exchange.ts';
import type { HoldId } from '../../domain/hold/hold.ts';
import { postingFromWire } from '../../domain/transaction/events.ts';
import type { RecordedTransaction, TransactionId } from '../../domain/transaction/transaction.ts';

/** The transactions of those ids, in no order: each is its own stream, read from its event, which the book must have. */
export async function findTransactions(
  reader: Reader,
  ids: readonly string[],
): Promise<RecordedTransaction[]> {
  const rows = await reader.query<EventRow>(sql`
    ${SELECT_EVENT}
    where tenant_id = ${reader.tenantId} and stream = any(${ids}::text[]) and type = ${transactionPosted.type}
      and exists (
        select from transaction t
        where t.tenant_id = ${reader.tenantId} and t.ledger_id = event.data->>'ledgerId'
          and t.recorded_at = event.recorded_at and t.id = event.stream
        offset 0)`);
  return rows.map(toTransaction);
}

/** The last recorded of a book's transactions with that reference: several may share one. */
export async function findByReference(
  reader: Reader,
  ledgerId: string,
  reference: string,
): Promise<RecordedTransaction | null> {
  const [row] = await reader.query<EventRow>(sql`
    ${SELECT_EVENT}
    where tenant_id = ${reader.tenantId} and type = ${transactionPosted.type} and stream = (
      select id from transaction
      where tenant_id = ${reader.tenantId} and ledger_id = ${ledgerId} and reference = ${reference}
      order by recorded_at desc limit 1)`);
  return row ? toTransaction(row) : null;
}

function toTransaction(row: EventRow): RecordedTransaction {
  const { data: json, effectiveAt, recordedAt } = toRecordedEvent(row);
  const data = json as unknown as TransactionPosted;
  return {
    transactionId: data.transaction.id as TransactionId,
    ledgerId: data.ledgerId as LedgerId,
    postings: data.postings.map(postingFromWire),
    effectiveAt,
    recordedAt,
    description: data.description,
    reference: data.reference,
    metadata: data.metadata as RecordedTransaction['metadata'],
    reverses: data.reverses as TransactionId | null,
    ...(data.exchange ? { exchange: exchangeFromWire(data.exchange) } : {}),
    holdId: (data.hold?.id ?? null) as HoldId | null,
    overridden: data.overridden ?? false,
  };
}

/** What reversed the given transactions: reversed id → id of the reversal. */
export async function findReversals(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, TransactionId>> {
  const rows = await reader.query<{ reverses: string; id: TransactionId }>(sql`
    select reverses, id from transaction
    where tenant_id = ${reader.tenantId} and reverses = any(${ids}::text[])`);
  return new Map(rows.map((row) => [row.reverses, row.id]));
}
