import type { PlatformError } from 'platform/errors/errors';
import { counterOf } from 'platform/telemetry/metrics';
import type { Registry } from 'prom-client';
import type { BudgetSettings } from '../config/budget.ts';
import type { GatewayContext } from '../context.ts';
import { type Balance, type Budget, BudgetClosed, type Refused, type Reserved } from './budget/budget.ts';
import { addRateLimitHeaders } from './budget/rate-limit-headers.ts';
import { budgetsUnreadable, rateLimited } from './budget/refusals.ts';
import type { StoreHealth } from './budget/store-health.ts';
import { isNeverLimited, subjectsOf } from './budget/subjects.ts';

/** How the budget with the least left in it stands, in cost points; `restoreRate` in points per second. */
export interface ThrottleStatus {
  readonly maximumAvailable: number;
  /** Below zero while more was spent than there was. */
  readonly currentlyAvailable: number;
  readonly restoreRate: number;
}

/** The cost of one operation on its way through the budgets. */
export interface Spending {
  /** RATE_LIMITED: nothing may be executed. */
  readonly refusal?: PlatformError;
  /** Says what was spent in the end. Undefined: nobody's budget is limited. */
  settle(actual: number): ThrottleStatus | undefined;
}

/** Reserves what an operation is expected to cost. Rejects with SERVICE_UNAVAILABLE when the budgets must be asked and cannot. */
export type Spend = (context: GatewayContext, requested: number) => Promise<Spending>;

export interface SpendOptions extends Pick<BudgetSettings, 'minimum' | 'onStoreFailure'> {
  readonly budget: Budget;
  readonly health: StoreHealth;
  readonly metrics: Registry;
}

const UNLIMITED: Spending = { settle: () => undefined };

/** Charges operations to their tenant and actor, or to where anonymous ones came from. */
export function createSpend({ budget, minimum, onStoreFailure, health, metrics }: SpendOptions): Spend {
  const refusals = counterOf(metrics, {
    name: 'gateway_budget_refusals_total',
    help: 'Operations that a budget refused, by its policy',
    labels: ['policy'],
  });

  function refusedSpending(
    refused: Refused,
    requested: number,
    { responseHeaders }: GatewayContext,
  ): Spending {
    for (const policy of refused.refusedBy) refusals.inc({ policy });
    if (responseHeaders) addRateLimitHeaders(responseHeaders, refused.balances, refused.retryAfterMs);
    const status = throttleStatusOf(refused.balances);
    return { refusal: rateLimited(refused, requested), settle: () => status };
  }

  function openSpending(reserved: Reserved, amount: number, { responseHeaders }: GatewayContext): Spending {
    return {
      settle(actual) {
        const spent = Math.max(minimum, actual);
        reserved.settle(spent).catch(health.failed);
        const balances = reserved.balances.map((balance) => credited(balance, amount - spent));
        if (responseHeaders) addRateLimitHeaders(responseHeaders, balances);
        return throttleStatusOf(balances);
      },
    };
  }

  return async (context, requested) => {
    if (isNeverLimited(context)) return UNLIMITED;
    const amount = Math.max(minimum, requested);
    try {
      const reservation = await budget.reserve(subjectsOf(context), amount);
      health.answered();
      return reservation.allowed
        ? openSpending(reservation, amount, context)
        : refusedSpending(reservation, requested, context);
    } catch (error) {
      health.failed(error);
      if (onStoreFailure === 'open' && !(error instanceof BudgetClosed)) return UNLIMITED;
      throw budgetsUnreadable();
    }
  };
}

const credited = (balance: Balance, amount: number): Balance => ({
  ...balance,
  available: Math.min(balance.policy.burst, balance.available + amount),
});

function throttleStatusOf(balances: readonly Balance[]): ThrottleStatus | undefined {
  const [first, ...others] = balances;
  if (!first) return undefined;
  const { policy, available } = others.reduce((a, b) => (b.available < a.available ? b : a), first);
  return {
    maximumAvailable: policy.burst,
    currentlyAvailable: available,
    restoreRate: (policy.limit * 1_000) / policy.periodMs,
  };
}
