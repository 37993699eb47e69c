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
  subscriptions: z
    .strictObject({
      protocol: z
        .enum(['graphql-ws', 'sse'])
        .default('graphql-ws')
        .describe('GraphQL over WebSocket (`graphql-transport-ws`), or over SSE (distinct connections).'),
      url: z
        .url({ protocol: /^(https?|wss?)$/ })
        .optional()
        .describe('Default: where it is fetched from; of a WebSocket with `ws` for `http`.'),
    })
    .optional()
    .describe('How the fields of `Subscription` are reached that it has itself.'),
  ...overridesOf(FETCH_SETTINGS),
});

interface Reached {
  readonly url?: string | undefined;
  readonly internalToken?: boolean | undefined;
  readonly subscriptions?:
    | { readonly protocol: 'graphql-ws' | 'sse'; readonly url?: string | undefined }
    | undefined;
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
        chat: { subscriptions: { protocol: 'sse', url: 'http://chat.internal:4002/stream' } },
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
