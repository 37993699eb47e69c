import { z } from 'zod';
import type { CostSettings } from './cost.ts';
import { positive } from './values.ts';

/** A token bucket for each of a kind. */
const bucketOf = (each: string) =>
  z
    .strictObject({
      burst: positive.describe(`Cost points that ${each} may spend at once. At least \`cost.maximum\`.`),
      perSecond: positive.describe('Cost points that come back in a second.'),
    })
    .optional();

/** What may be spent over time. Quotas of single tenants are elsewhere: these hold for all of a kind. */
export const budget = z
  .strictObject({
    tenant: bucketOf('all actors of a tenant together'),
    actor: bucketOf('an actor'),
    address: bucketOf('whoever sends requests without a token from one address (of IPv6, one /64 network)'),
    minimum: z
      .int()
      .nonnegative()
      .default(1)
      .describe(
        'What an operation or an event takes at least, so that free ones cannot be sent without end.',
      ),
    onStoreFailure: z
      .enum(['open', 'closed'])
      .default('open')
      .describe(
        'When budgets cannot be read: execute without them, or answer SERVICE_UNAVAILABLE, also to open subscriptions.',
      ),
  })
  .prefault({})
  .meta({
    description:
      'What callers may spend over time, in cost points: `requested` is reserved before execution, what `actual` is less ' +
      'comes back. Refused by one budget, nothing is taken from the other: `RATE_LIMITED`, status 429, `Retry-After`. ' +
      'Events of subscriptions are charged afterwards, at least `minimum` each: the subscriptions of an overdrawn budget end. ' +
      'A budget that is absent does not limit. Kept in memory: each instance has its own, full at start.',
    examples: [
      { tenant: { burst: 10_000_000, perSecond: 10_000 }, actor: { burst: 1_000_000, perSecond: 1_000 } },
    ],
  });

export type BudgetSettings = z.infer<typeof budget>;

/** An operation that costs more than a budget ever holds could never be executed, and would be told to wait. */
export function refuseSmallBudgets(
  { budget, cost }: { readonly budget: BudgetSettings; readonly cost: CostSettings },
  context: z.RefinementCtx,
): void {
  for (const kind of ['tenant', 'actor', 'address'] as const) {
    const { burst = cost.maximum } = budget[kind] ?? {};
    if (burst >= cost.maximum) continue;
    const message = `expected at least cost.maximum (${cost.maximum})`;
    context.addIssue({ code: 'custom', path: ['budget', kind, 'burst'], message });
  }
}
