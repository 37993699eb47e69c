import { z } from 'zod';
import { authentication, internalTokens } from './config/authentication.ts';
import { authorisation } from './config/authorisation.ts';
import { budget, refuseOddBudgets } from './config/budget.ts';
import { compression } from './config/compression.ts';
import { cors } from './config/cors.ts';
import { cost } from './config/cost.ts';
import { errors } from './config/errors.ts';
import { headers } from './config/headers.ts';
import { limits } from './config/limits.ts';
import { live } from './config/live.ts';
import { persistedQueries } from './config/persisted-queries.ts';
import { responseHeaders } from './config/response-headers.ts';
import { overridden, type SubgraphSettings, subgraphs } from './config/subgraphs.ts';
import { supergraph } from './config/supergraph.ts';
import { trafficShaping } from './config/traffic-shaping.ts';
import { trustedDocuments } from './config/trusted-documents.ts';
import { trustedProxies } from './config/trusted-proxies.ts';
import { usage } from './config/usage.ts';

const development = process.env.NODE_ENV !== 'production';

/**
 * gateway.yaml: a file of config/ for each key, where it is documented with its default, bounds and an example.
 * docs/gateway-config.md and gateway.schema.json are made from it (npm run generate). Every key is optional; a key
 * that is not here is an error.
 */
export const gatewayConfig = z
  .strictObject({
    authentication,
    authorisation,
    budget,
    compression,
    cors,
    cost,
    errors,
    graphiql: z
      .boolean()
      .default(development)
      .describe('Serve GraphiQL to browsers. Default: unless NODE_ENV is production.'),
    headers,
    internalTokens,
    introspection: z
      .boolean()
      .default(development)
      .describe('Answer introspection queries. Default: unless NODE_ENV is production.'),
    limits,
    live,
    persistedQueries,
    responseHeaders,
    subgraphs,
    supergraph,
    trafficShaping,
    trustedDocuments,
    trustedProxies,
    usage,
  })
  .superRefine(refuseOddBudgets);
export type GatewayConfig = z.infer<typeof gatewayConfig>;

/** How a subgraph is reached and fetched from, by its name. */
export const subgraphSettings = (
  { trafficShaping, subgraphs }: GatewayConfig,
  name: string,
): SubgraphSettings => overridden(trafficShaping.all, subgraphs[name]);
