import { z } from 'zod';
import type { HeaderRule } from './data-source/headers.ts';
import { DEFAULT_LIVE_LIMITS, type LiveLimits } from './live/limits.ts';

const positive = z.int().positive();
const strings = z.array(z.string());
const headerName = z.string().regex(/^[a-z0-9-]+$/, 'expected a header name in lower case');

/** Every bound of a request, with its default. Over one: LIMIT_EXCEEDED, nothing executed. */
const limits = z.strictObject({
  bodyBytes: positive.default(1024 * 1024).describe('Bytes of a request body.'),
  tokens: positive.default(5_000).describe('Lexical tokens of a document; checked while it is parsed.'),
  depth: positive.default(20).describe('Levels of fields, through fragments.'),
  aliases: positive.default(100).describe('Aliases in a document.'),
  rootFields: positive.default(50).describe('Fields at the root of an operation.'),
  directives: positive.default(100).describe('Directives in a document.'),
  listItems: positive.default(1_000).describe('Items of one list in arguments or variables.'),
  requestTimeoutMs: positive.default(30_000).describe('From the first byte of a request to its last.'),
});
export type RequestLimits = z.infer<typeof limits>;

/**
 * The default maximum lets a client page through a connection (first: 100) with a handful of objects on each node
 * (about 1,000) or one more list below (about 5,000), and stops three nested lists of 100.
 */
const cost = z.strictObject({
  maximum: positive.default(10_000).describe('Static cost of one operation. Over it: COST_LIMIT_EXCEEDED.'),
  defaultListSize: positive.default(10).describe('Assumed size of a list without @listSize.'),
  expose: z.boolean().default(true).describe('Answers carry extensions.cost.'),
});
export type CostSettings = z.infer<typeof cost>;

const subgraph = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Instead of the routing URL of the supergraph.'),
  internalToken: z.boolean().default(false).describe('Send an internal token that names the actor.'),
  timeoutMs: positive.default(10_000).describe('From sending a fetch to the last byte of its answer.'),
  connections: positive.default(64).describe('Connections kept open; further fetches wait.'),
  maxResponseBytes: positive.default(32 * 1024 * 1024).describe('A longer answer counts as a failure.'),
});
export type SubgraphSettings = z.infer<typeof subgraph>;

const header: z.ZodType<HeaderRule> = z.union([
  z.strictObject({
    propagate: headerName.describe('An incoming header that is passed on.'),
    as: headerName.optional(),
    default: z.string().optional(),
    subgraphs: strings.optional(),
  }),
  z.strictObject({ insert: headerName, value: z.string(), subgraphs: strings.optional() }),
]);

const authentication = z.strictObject({
  issuer: z.string().describe('`iss` of the tokens that are accepted.'),
  audience: z.string().describe('`aud` of the tokens that are accepted.'),
  jwksUrl: z.url().describe('Where the issuer publishes its keys.'),
  clockToleranceS: z.number().min(0).max(300).default(5),
});

const internalTokens = z.strictObject({
  directory: z.string().describe('The folder of the service keys.'),
  service: z.string().default('gateway').describe('The service whose key signs.'),
});

const secret = z.string().min(16);
const liveLimit = z.enum(Object.keys(DEFAULT_LIVE_LIMITS) as [keyof LiveLimits, ...(keyof LiveLimits)[]]);

const development = process.env.NODE_ENV !== 'production';

/** gateway.yaml. Every key is optional; a key that is not here is an error. */
export const gatewayConfig = z.strictObject({
  authentication: authentication.optional().describe('Absent: everybody is anonymous.'),
  authorisation: z
    .strictObject({
      rejectUnauthorised: z
        .boolean()
        .default(false)
        .describe('Answer with errors alone when a field is refused.'),
    })
    .prefault({}),
  cors: z.strictObject({ origins: strings }).optional().describe('Origins of browsers that may call.'),
  cost: cost.prefault({}),
  errors: z
    .strictObject({
      exposeSubgraphMessages: z
        .union([z.boolean(), strings])
        .default(false)
        .describe('Subgraphs whose error messages are shown whatever their code; true: all.'),
    })
    .prefault({}),
  graphiql: z.boolean().default(development).describe('Serve GraphiQL to browsers.'),
  headers: z.array(header).default([]).describe('What is sent on to subgraphs.'),
  internalTokens: internalTokens.optional(),
  introspection: z.boolean().default(development).describe('Answer introspection queries.'),
  limits: limits.prefault({}),
  live: z
    .strictObject({
      cursorSecrets: z
        .tuple([secret], secret)
        .optional()
        .describe('The first seals cursors, all open them; the same on every instance.'),
      limits: z.partialRecord(liveLimit, positive).default({}).describe('See live/limits.ts.'),
    })
    .prefault({}),
  subgraphs: z.record(z.string(), subgraph).default({}).describe('By name.'),
  supergraph: z
    .strictObject({ pollIntervalMs: positive.default(10_000).describe('Between looks at a supergraph URL.') })
    .prefault({}),
});
export type GatewayConfig = z.infer<typeof gatewayConfig>;

const DEFAULT_SUBGRAPH = subgraph.parse({});

export const subgraphSettings = (config: GatewayConfig, name: string): SubgraphSettings =>
  config.subgraphs[name] ?? DEFAULT_SUBGRAPH;
