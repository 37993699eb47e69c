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

/** Who keeps the budgets of tenants and actors, when it is not this process. */
const quotas = z
  .strictObject({
    subgraph: z.string().default('quotas').describe('The subgraph that counts; it needs an internal token.'),
    resource: z.string().default('graphql.cost').describe('What policies call cost points.'),
  })
  .optional()
  .describe(
    'Budgets of tenants and actors are policies of the quotas subgraph, shared by all instances, in the place of `tenant` and `actor`.',
  );

/** What may be spent over time. Quotas of single tenants are policies: the rest holds for all of a kind. */
export const budget = z
  .strictObject({
    quotas,
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
      'A budget that is absent does not limit. Kept in memory: each instance has its own, full at start; with `quotas` ' +
      'those of tenants and actors are shared. Who has the scope `platform:admin` is never limited.',
    examples: [
      { tenant: { burst: 10_000_000, perSecond: 10_000 }, actor: { burst: 1_000_000, perSecond: 1_000 } },
      { quotas: { subgraph: 'quotas' }, onStoreFailure: 'closed' },
    ],
  });

export type BudgetSettings = z.infer<typeof budget>;

/**
 * An operation that costs more than a budget ever holds could never be executed, and would be told to wait. What is kept
 * elsewhere is not kept here.
 */
export function refuseOddBudgets(
  { budget, cost }: { readonly budget: BudgetSettings; readonly cost: CostSettings },
  context: z.RefinementCtx,
): void {
  for (const kind of ['tenant', 'actor'] as const) {
    if (!budget.quotas || !budget[kind]) continue;
    const message = 'budget.quotas has these budgets: leave this one out';
    context.addIssue({ code: 'custom', path: ['budget', kind], message });
  }
  for (const kind of ['tenant', 'actor', 'address'] as const) {
    const { burst = cost.maximum } = budget[kind] ?? {};
    if (burst >= cost.maximum) continue;
    const message = `expected at least cost.maximum (${cost.maximum})`;
    context.addIssue({ code: 'custom', path: ['budget', kind, 'burst'], message });
  }
}
