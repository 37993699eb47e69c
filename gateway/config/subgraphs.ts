import { z } from 'zod';
import { milliseconds, positive } from './values.ts';

const subgraph = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Instead of the routing URL of the supergraph.'),
  internalToken: z
    .boolean()
    .default(false)
    .describe('Send an internal token that names the actor (`internalTokens`).'),
  timeoutMs: milliseconds.default(10_000).describe('From sending a fetch to the last byte of its answer.'),
  connections: positive.default(64).describe('Connections kept open; further fetches wait.'),
  maxResponseBytes: positive.default(32 * 1024 * 1024).describe('A longer answer counts as a failure.'),
});
export type SubgraphSettings = z.infer<typeof subgraph>;

/** How each subgraph is reached. */
export const subgraphs = z
  .record(z.string(), subgraph)
  .default({})
  .meta({
    description:
      'How a subgraph is reached, by its name in the supergraph. One that is not named has the defaults.',
    examples: [
      {
        products: { url: 'http://products.internal:4001/graphql', timeoutMs: 2_000 },
        ledger: { internalToken: true },
      },
    ],
  });

export const DEFAULT_SUBGRAPH = subgraph.parse({});
