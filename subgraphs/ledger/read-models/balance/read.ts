import type { Instant } from 'platform/kernel/clock';
import type { TenantId } from 'platform/kernel/ids';
import type { Database } from 'platform/tenancy/database';
import { balancesAsOf } from './asOf.ts';
import type { Balance, PointOfView } from './balance.ts';
import { currentBalances } from './current.ts';

/** Balances of accounts from one point of view: account id → balance. Accounts that do not exist are absent. */
export const readBalances = (
  { reader, unitOfWork }: Pick<Database, 'reader' | 'unitOfWork'>,
  tenantId: TenantId,
  accountIds: readonly string[],
  at: PointOfView,
): Promise<ReadonlyMap<string, Balance>> =>
  isGiven(at.effectiveAt) || isGiven(at.recordedAt)
    ? unitOfWork(tenantId, (uow) => balancesAsOf(uow, accountIds, at))
    : currentBalances(reader(tenantId), accountIds);

/** The first instant of 1970 is one too. */
const isGiven = (at: Instant | null | undefined): boolean => at !== null && at !== undefined;
