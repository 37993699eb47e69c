import { z } from 'zod';
import { type Overrides, overridesOf } from './overrides.ts';
import { FETCH_SETTINGS, type FetchSettings } from './traffic-shaping.ts';

const subgraph = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Instead of the routing URL of the supergraph.'),
  internalToken: z
    .boolean()
    .optional()
    .describe('Send an internal token that names the actor (`internalTokens`). Default: false.'),
  ...overridesOf(FETCH_SETTINGS),
});

interface Reached {
  readonly url?: string | undefined;
  readonly internalToken?: boolean | undefined;
}
type SubgraphOverrides = Reached & Overrides<FetchSettings>;

/** How a subgraph is reached and fetched from. */
export type SubgraphSettings = Reached & FetchSettings;

/** What is special about single subgraphs. */
export const subgraphs = z
  .record(z.string(), subgraph as z.ZodType<SubgraphOverrides, SubgraphOverrides>)
  .default({})
  .meta({
    description:
      'What is special about a subgraph, by its name in the supergraph: how it is reached, and any key of ' +
      '`trafficShaping.all`.',
    examples: [
      {
        products: {
          url: 'http://products.internal:4001/graphql',
          timeoutMs: 2_000,
          breaker: { failures: 10 },
        },
        ledger: { internalToken: true },
      },
    ],
  });

/** The settings for all, and what a subgraph overrides of them. */
export const overridden = (
  all: FetchSettings,
  { retry, breaker, ...own }: SubgraphOverrides = {},
): SubgraphSettings =>
  ({
    ...all,
    ...own,
    retry: { ...all.retry, ...retry },
    breaker: { ...all.breaker, ...breaker },
  }) as SubgraphSettings;
