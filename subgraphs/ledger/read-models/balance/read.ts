import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import { balancesAsOf } from './asOf.ts';
import type { Balance, PointOfView } from './balance.ts';
import { currentBalances } from './current.ts';

/** Balances of accounts from one point of view: account id → balance. Accounts that do not exist are absent. */
export const readBalances = (
  uow: UnitOfWork,
  accountIds: readonly string[],
  at: PointOfView,
): Promise<ReadonlyMap<string, Balance>> =>
  at.effectiveAt || at.recordedAt ? balancesAsOf(uow, accountIds, at) : currentBalances(uow, accountIds);
