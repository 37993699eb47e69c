import { sql } from 'kysely';
import { instantOf } from 'platform/kernel/clock';
import type { Reader, UnitOfWork } from 'platform/tenancy/unit-of-work';
import type { LedgerId } from '../../domain/account/account.ts';
import { bookLockName, type Ledger } from '../../domain/ledger/ledger.ts';
import { LedgerRow } from '../entities/LedgerRow.ts';

export function insertLedger(uow: UnitOfWork, { id, name, openedAt }: Ledger): void {
  const { tenantId } = uow;
  uow.em.persist(uow.em.create(LedgerRow, { tenantId, id, name, openedAt, lastRecordedAt: openedAt }));
}

/** The books of those ids, in no order. */
export async function findLedgers(reader: Reader, ids: readonly string[]): Promise<Ledger[]> {
  const rows = await reader.query<{ id: LedgerId; name: string; opened_at: bigint }>(sql`
    select id, name, opened_at from ledger where tenant_id = ${reader.tenantId} and id = any(${ids}::text[])`);
  return rows.map(({ id, name, opened_at }) => ({ id, name, openedAt: instantOf(opened_at) }));
}

/** Waits for the batch in flight, and keeps the next one waiting until the unit of work ends. */
export const lockBook = (uow: UnitOfWork, id: string) =>
  uow.query(sql`select pg_advisory_xact_lock(hashtextextended(${bookLockName(uow.tenantId, id)}, 0))`);

export const ledgerExists = async (reader: Reader, id: string): Promise<boolean> =>
  (await findLedgers(reader, [id])).length > 0;
