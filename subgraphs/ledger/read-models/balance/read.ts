import type { Instant } from 'platform/kernel/clock';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import { balancesAsOf } from './asOf.ts';
import type { Balance } from './balance.ts';
import { currentBalances } from './current.ts';

/** The point of view asked for; what is absent is now, or the last recorded instant of the book. */
export interface PointOfView {
  readonly effectiveAt?: Instant | null;
  readonly recordedAt?: Instant | null;
}

/** Balances of accounts from one point of view: account id → balance. Accounts that do not exist are absent. */
export const readBalances = (
  uow: UnitOfWork,
  accountIds: readonly string[],
  at: PointOfView,
): Promise<ReadonlyMap<string, Balance>> =>
  at.effectiveAt || at.recordedAt ? balancesAsOf(uow, accountIds, at) : currentBalances(uow, accountIds);
