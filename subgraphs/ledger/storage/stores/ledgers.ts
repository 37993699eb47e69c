import { instantOf } from 'platform/kernel/clock';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import type { LedgerId } from '../../domain/account/account.ts';
import type { Ledger } from '../../domain/ledger/ledger.ts';
import { LedgerRow } from '../entities/LedgerRow.ts';

export function insertLedger(uow: UnitOfWork, { id, name, openedAt }: Ledger): void {
  const { tenantId } = uow;
  uow.em.persist(uow.em.create(LedgerRow, { tenantId, id, name, openedAt, lastRecordedAt: openedAt }));
}

/** The books of those ids, in no order. */
export async function findLedgers(uow: UnitOfWork, ids: readonly string[]): Promise<Ledger[]> {
  const rows = await uow.em.find(LedgerRow, { tenantId: uow.tenantId, id: { $in: [...ids] } });
  return rows.map(({ id, name, openedAt }) => ({ id: id as LedgerId, name, openedAt: instantOf(openedAt) }));
}

export const ledgerExists = async (uow: UnitOfWork, id: string): Promise<boolean> =>
  (await findLedgers(uow, [id])).length > 0;
