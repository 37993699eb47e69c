import type { FilterQuery } from '@mikro-orm/core';
import {
  type Connection,
  connectionOf,
  keyset,
  type PageArguments,
  parsePage,
} from 'platform/graphql/connections';
import type { TenantId } from 'platform/kernel/ids';
import { countRows } from 'platform/tenancy/count';
import type { RunUnitOfWork } from 'platform/tenancy/unit-of-work';
import type { Ledger } from '../../domain/ledger/ledger.ts';
import { LedgerRow } from '../../storage/entities/LedgerRow.ts';
import { findLedgers } from '../../storage/stores/ledgers.ts';

export type LedgerConnection = Connection<Ledger>;

/** Names may be shared; ids begin with the time at which they were made. */
const byId = keyset('ledgers', ['text']);

/** The tenant's books, by id. */
export async function listLedgers(
  unitOfWork: RunUnitOfWork,
  tenantId: TenantId,
  pageArguments: PageArguments,
): Promise<LedgerConnection> {
  const page = parsePage(pageArguments, byId);
  const position: FilterQuery<LedgerRow> = page.after ? { id: { $gt: page.after[0] } } : {};
  const rows = await unitOfWork(tenantId, async (uow) => {
    const found = await uow.em.find(
      LedgerRow,
      { $and: [{ tenantId }, position] },
      { fields: ['id'], orderBy: { id: 'asc' }, limit: page.limit + 1 },
    );
    const ledgers = await findLedgers(
      uow,
      found.map(({ id }) => id),
    );
    return ledgers.sort((a, b) => (a.id < b.id ? -1 : 1));
  });
  return connectionOf({
    rows,
    page,
    keys: byId,
    keyOf: (ledger) => [ledger.id] as const,
    count: () => unitOfWork(tenantId, (uow) => countRows(uow, LedgerRow, { tenantId })),
  });
}
