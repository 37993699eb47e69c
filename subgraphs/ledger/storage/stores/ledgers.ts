import { sql } from 'kysely';
import { instantOf } from 'platform/kernel/clock';
import type { Reader, UnitOfWork } from 'platform/tenancy/unit-of-work';
import type { LedgerId } from '../../domain/account/account.ts';
import type { Ledger } from '../../domain/ledger/ledger.ts';
import { LedgerRow } from '../entities/LedgerRow.ts';

export function insertLedger(uow: UnitOfWork, { id, name, openedAt }: Ledger): void {
  const { tenantId } = uow;
  uow.em.persist(uow.em.create(LedgerRow, { tenantId, id, name, openedAt, lastRecordedAt: openedAt }));
}

/** The books of those ids, in no order. */
export async function findLedgers(reader: Reader, ids: readonly string[]): Promise<Ledger[]> {
  const rows = await reader.query<Pick<LedgerRow, 'id' | 'name' | 'openedAt'>>(sql`
    select id, name, opened_at as "openedAt" from ledger
    where tenant_id = ${reader.tenantId} and id = any(${ids}::text[])`);
  return rows.map(toLedger);
}

export const toLedger = ({ id, name, openedAt }: Pick<LedgerRow, 'id' | 'name' | 'openedAt'>): Ledger => ({
  id: id as LedgerId,
  name,
  openedAt: instantOf(openedAt),
});

export const ledgerExists = async (reader: Reader, id: string): Promise<boolean> =>
  (await findLedgers(reader, [id])).length > 0;
