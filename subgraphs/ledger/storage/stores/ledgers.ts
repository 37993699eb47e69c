import { sql } from 'kysely';
import { present } from 'platform/kernel/assert';
import { type Instant, instantOf } from 'platform/kernel/clock';
import type { Reader, UnitOfWork } from 'platform/tenancy/unit-of-work';
import type { LedgerId } from '../../domain/account/account.ts';
import { bookLockName, type Ledger } from '../../domain/ledger/ledger.ts';
import { LedgerRow } from '../entities/LedgerRow.ts';

export async function insertLedger(
  { em, tenantId }: UnitOfWork,
  { id, name, openedAt }: Omit<Ledger, 'closedThrough'>,
): Promise<void> {
  em.persist(em.create(LedgerRow, { tenantId, id, name, openedAt, lastRecordedAt: openedAt }));
  await em.flush();
}

interface FoundRow {
  readonly id: LedgerId;
  readonly name: string;
  readonly opened_at: bigint;
  readonly closed_through: bigint | null;
}

/** The books of those ids, in no order. */
export async function findLedgers(reader: Reader, ids: readonly string[]): Promise<Ledger[]> {
  const rows = await reader.query<FoundRow>(sql`
    select l.id, l.name, l.opened_at,
           (select closed_through from period p where p.tenant_id = l.tenant_id and p.ledger_id = l.id
            order by p.recorded_at desc limit 1) as closed_through
    from ledger l where l.tenant_id = ${reader.tenantId} and l.id = any(${ids}::text[])`);
  return rows.map(({ id, name, opened_at, closed_through }) => ({
    id,
    name,
    openedAt: instantOf(opened_at),
    closedThrough: closed_through === null ? undefined : instantOf(closed_through),
  }));
}

/** From now on the book is closed through that instant. */
export const insertPeriod = (uow: UnitOfWork, id: LedgerId, closedThrough: Instant, recordedAt: Instant) =>
  uow.query(sql`
    insert into period (tenant_id, ledger_id, recorded_at, closed_through)
    values (${uow.tenantId}, ${id}, ${recordedAt}, ${closedThrough})`);

/** Waits for the batch in flight, and keeps the next one waiting until the unit of work ends. */
export const lockBook = (uow: UnitOfWork, id: string) =>
  uow.query(sql`select pg_advisory_xact_lock(hashtextextended(${bookLockName(uow.tenantId, id)}, 0))`);

export const ledgerExists = async (reader: Reader, id: string): Promise<boolean> =>
  (await findLedgers(reader, [id])).length > 0;

/** The database's clock, by which the book is written. */
export async function readClock(reader: Reader): Promise<Instant> {
  const [row] = await reader.query<{ now: bigint }>(
    sql`select (extract(epoch from clock_timestamp()) * 1000000)::bigint as now`,
  );
  return instantOf(present(row, 'the clock answers').now);
}
