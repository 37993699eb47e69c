import type { PlatformError } from 'platform/errors/errors';
import type { BudgetSettings } from '../../config/budget.ts';
import { type Balance, type Budget, BudgetClosed, type Subject } from './budget.ts';
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
  async function take(subjects: readonly Subject[], spent: number, needed: number) {
    const reserved = await budget.reserve(subjects, 0);
    health.answered();
    if (!reserved.allowed) return rateLimited(reserved, needed);
    await reserved.settle(spent);
    const overdrawn = reserved.balances
      .map((balance) => ({ ...balance, available: balance.available - spent }))
      .filter(({ available }) => available < 0);
    return overdrawn.length > 0 ? refusalBy(overdrawn, needed) : undefined;
  }

  return async (subjects, spent, needed) => {
    try {
      return await take(subjects, spent, needed);
    } catch (error) {
      health.failed(error);
      const goesOn = onStoreFailure === 'open' && !(error instanceof BudgetClosed);
      return goesOn ? undefined : budgetsUnreadable();
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

/** Where it does not come back evenly, it is there when all of it is. */
const msUntil = ({ policy, available, resetAfterMs }: Balance, needed: number): number =>
  Math.ceil(resetAfterMs ?? ((Math.min(needed, policy.burst) - available) * policy.periodMs) / policy.limit);
