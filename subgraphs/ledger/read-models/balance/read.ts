import type { TenantId } from 'platform/kernel/ids';
import type { Database } from 'platform/tenancy/database';
import { balancesAsOf } from './asOf.ts';
import type { Balance, PointOfView } from './balance.ts';
import { currentBalances } from './current.ts';

/** Balances of accounts from one point of view: account id → balance. Accounts that do not exist are absent. */
export function readBalances(
  { reader, unitOfWork }: Pick<Database, 'reader' | 'unitOfWork'>,
  tenantId: TenantId,
  accountIds: readonly string[],
  at: PointOfView,
): Promise<ReadonlyMap<string, Balance>> {
  const { effectiveAt = null, recordedAt = null } = at;
  const isNow = effectiveAt === null && recordedAt === null;
  return isNow
    ? currentBalances(reader(tenantId), accountIds)
    : unitOfWork(tenantId, (uow) => balancesAsOf(uow, accountIds, at));
}
