import type { PlatformError } from 'platform/errors/errors';
import type { BudgetSettings } from '../../config/budget.ts';
import type { Balance, Budget, Subject } from './budget.ts';
import { budgetsUnreadable, rateLimited } from './refusals.ts';
import type { StoreHealth } from './store-health.ts';

/**
 * Takes what was spent already from all subjects, also below zero. Resolves with RATE_LIMITED when one of them is
 * overdrawn then (`needed`: the cost points that it must have before it may go on), with SERVICE_UNAVAILABLE when the
 * budgets must be asked and cannot. Never rejects.
 */
export type Debit = (
  subjects: readonly Subject[],
  spent: number,
  needed: number,
) => Promise<PlatformError | undefined>;

export interface DebitOptions extends Pick<BudgetSettings, 'onStoreFailure'> {
  readonly budget: Budget;
  readonly health: StoreHealth;
}

export function createDebit({ budget, onStoreFailure, health }: DebitOptions): Debit {
  async function balancesAfter(subjects: readonly Subject[], spent: number): Promise<readonly Balance[]> {
    const reserved = await budget.reserve(subjects, 0);
    if (!reserved.allowed) throw new Error('a budget refuses to spend nothing');
    await reserved.settle(spent);
    return reserved.balances.map((balance) => ({ ...balance, available: balance.available - spent }));
  }

  return async (subjects, spent, needed) => {
    try {
      const balances = await balancesAfter(subjects, spent);
      health.answered();
      const overdrawn = balances.filter(({ available }) => available < 0);
      return overdrawn.length > 0 ? refusalBy(overdrawn, needed) : undefined;
    } catch (error) {
      health.failed(error);
      return onStoreFailure === 'open' ? undefined : budgetsUnreadable();
    }
  };
}

const refusalBy = (overdrawn: readonly Balance[], needed: number): PlatformError =>
  rateLimited(
    {
      refusedBy: overdrawn.map(({ name }) => name),
      retryAfterMs: Math.max(...overdrawn.map((balance) => msUntil(balance, needed))),
    },
    needed,
  );

const msUntil = ({ policy, available }: Balance, needed: number): number =>
  Math.ceil(((Math.min(needed, policy.burst) - available) * policy.periodMs) / policy.limit);
