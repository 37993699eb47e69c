import { randomBytes } from 'node:crypto';
import type { ExecutionResult } from 'graphql';
import type { Logger } from 'pino';
import type { Actor } from 'platform/auth/actor';
import type { InternalTokenIssuer } from 'platform/auth/internal-tokens';
import type { TokenVerifier } from 'platform/auth/token-verifier';
import type { Bus } from 'platform/bus/port';
import { present } from 'platform/kernel/assert';
import { addOperationalRoutes, type Readiness } from 'platform/telemetry/http';
import type { Registry } from 'prom-client';
import { type GatewayConfig, gatewayConfig, subgraphSettings } from './config.ts';
import type { GatewayContext } from './context.ts';
import type { Fetch } from './data-source/data-source.ts';
import { createDataSources } from './data-source/data-sources.ts';
import type { LocalSubgraph } from './data-source/in-process.ts';
import type { Execute } from './executor/execute.ts';
import { createFederatedExecutor } from './executor/federated.ts';
import { withKnownPaths } from './executor/known-paths.ts';
import { createWarmUp } from './executor/warm-up.ts';
import { startApolloServer } from './http/apollo-server.ts';
import { createClientAddressOf } from './http/client-address.ts';
import { addGraphiql } from './http/graphiql.ts';
import { addGraphQL } from './http/graphql.ts';
import { createKnownDocuments } from './http/known-documents.ts';
import { admission, createExecution, createRun, type Run } from './http/run.ts';
import { createServer, listen } from './http/server.ts';
import { varyingHeaders } from './http/vary.ts';
import { createLive, type Live } from './live/live.ts';
import { createMeter } from './live/meter.ts';
import type { Admit } from './live/open.ts';
import { createUpstreams } from './live/pass-through/upstreams.ts';
import { createAuthenticator } from './plugins/authentication.ts';
import { loadPolicies } from './plugins/authorisation/load-policies.ts';
import type { PolicyPredicate } from './plugins/authorisation/policies.ts';
import { useAuthorisation } from './plugins/authorisation.ts';
import type { Budget } from './plugins/budget/budget.ts';
import { createDebit } from './plugins/budget/debit.ts';
import { createMemoryBudget, policiesOf } from './plugins/budget/memory-budget.ts';
import { createQuotasBudget } from './plugins/budget/quotas-budget.ts';
import { watchStore } from './plugins/budget/store-health.ts';
import { createSpend } from './plugins/budget.ts';
import { useComplexity } from './plugins/complexity.ts';
import { createCostModel } from './plugins/cost/cost-model.ts';
import { charge, useCost } from './plugins/cost.ts';
import { createErrorFormatter } from './plugins/errors.ts';
import { createLimits, useLimits } from './plugins/limits.ts';
import { usePersistedQueries } from './plugins/persisted-queries.ts';
import type { GatewayPlugin } from './plugins/plugin.ts';
import { useRequestId } from './plugins/request-id.ts';
import { useTelemetry } from './plugins/telemetry.ts';
import { useTrustedDocuments } from './plugins/trusted-documents.ts';
import type { UsageSink } from './plugins/usage/usage-sink.ts';
import { useUsage } from './plugins/usage.ts';
import type { CurrentSupergraph } from './supergraph/current.ts';
import { type Pace, paced } from './supergraph/pace.ts';
import { serveSupergraph } from './supergraph/reload.ts';
import { openSource, type SupergraphLocation } from './supergraph/source.ts';
import { loadInPieces, type SupergraphState } from './supergraph/state.ts';

export interface GatewayOptions {
  readonly supergraph: SupergraphLocation;
  /** 0: a free one. */
  readonly port: number;
  /** Default 127.0.0.1: this machine only. */
  readonly host?: string;
  /** Default: gateway.yaml's defaults. */
  readonly config?: GatewayConfig;
  /** Subgraphs in this process, by name; all others are reached over HTTP. */
  readonly localSubgraphs?: ReadonlyMap<string, LocalSubgraph>;
  /** Feeds live subscriptions; without one only those that subgraphs have themselves are served. */
  readonly bus?: Bus;
  /** Seal the cursors of live subscriptions; default: gateway.yaml's, else new ones for this run. */
  readonly cursorSecrets?: readonly [string, ...string[]];
  /** Without one everybody is anonymous. */
  readonly tokenVerifier?: TokenVerifier;
  /** Keeps the budgets of callers; default: in memory, by gateway.yaml. */
  readonly budget?: Budget;
  /** Ends the live subscriptions of whoever is revoked meanwhile. */
  readonly isRevoked?: (actor: Actor) => boolean;
  /** Makes the tokens for subgraphs that are configured for them. */
  readonly internalTokens?: InternalTokenIssuer;
  /** What `@policy` may name; default: gateway.yaml's module. */
  readonly policies?: Readonly<Record<string, PolicyPredicate>>;
  /** Told which client asks for what; without one nothing is counted. */
  readonly usageSink?: UsageSink;
  readonly logger: Logger;
  readonly metrics: Registry;
  /** Further parts of `/ready`. */
  readonly extraReadiness?: Readiness;
}

export interface RunningGateway {
  /** `http://host:port`, without a path. */
  readonly url: string;
  readonly port: number;
  readonly supergraph: CurrentSupergraph;
  /** Refuses new requests, lets the running ones end, tells live subscribers where to resume. */
  close(): Promise<void>;
}

/** Starts a gateway for a supergraph. Rejects with StartupError, in one line, when it cannot. */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const {
    config = gatewayConfig.parse({}),
    host = DEFAULT_HOST,
    port,
    logger,
    metrics,
    extraReadiness,
  } = options;
  const budget = options.budget ?? createBudget(config, () => supergraph.get());
  const features = await createFeatures(config, options, budget);
  const { plugins, admit, clientAddressOf, formatError } = features;
  const dataSources = createDataSources({
    local: options.localSubgraphs ?? new Map(),
    settingsOf: (name) => subgraphSettings(config, name),
    headers: config.headers,
    responseHeaders: config.responseHeaders,
    internalTokens: options.internalTokens,
    maxHeldBytes: config.trafficShaping.maxHeldBytes,
    logger,
    metrics,
  });
  const load = async (sdl: string, pace: Pace) => {
    const state = await paced(loadInPieces(sdl, dataSources.build), pace);
    for (const { onSupergraph } of plugins) {
      await pace();
      onSupergraph?.(state);
    }
    return state;
  };
  const known = createKnownDocuments();
  const warmUp = createWarmUp({ ...config.supergraph, known, authorise: features.authorise, logger });
  const source = openSource(options.supergraph, config.supergraph.pollIntervalMs);
  const supergraph = await serveSupergraph({ source, load, warmUp, logger, metrics });
  const execute = withKnownPaths(wrapped(createFederatedExecutor(logger), plugins));
  const apollo = await startApolloServer({ config, supergraph, execute, known, formatError, logger });
  const execution = createExecution({
    apollo,
    supergraph,
    known,
    execute,
    formatError,
    responseBytes: config.limits.responseBytes,
  });
  const server = await createServer(config, plugins, formatError);
  const live = createLiveFor(options, supergraph, execution, features);
  live.attach(server.server);
  addGraphQL(server, {
    run: createRun(execution, admit, formatError),
    authenticate: createAuthenticator(options.tokenVerifier),
    clientAddressOf,
    deadlineMs: config.trafficShaping.deadlineMs,
    sendPage: config.graphiql ? addGraphiql(server) : undefined,
    compression: config.compression,
    batchSize: config.limits.batchSize,
    varying: varyingHeaders(config.headers),
    live,
  });
  let serving = true;
  const ready = readiness(() => serving, options.localSubgraphs, extraReadiness);
  addOperationalRoutes(server, { metrics, ready, details: () => ({ supergraph: supergraph.status() }) });

  const close = async () => {
    serving = false;
    supergraph.close();
    await live.close();
    await server.close();
    await apollo.stop();
    await budget.close?.();
    await dataSources.close();
    for (const plugin of plugins) await plugin.close?.();
  };
  try {
    return { ...(await listen(server, { host, port })), supergraph, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const DEFAULT_HOST = '127.0.0.1';
const CURSOR_SECRET_BYTES = 32;

/** For what no request asks for. */
const NOBODY: GatewayContext = { requestId: '', headers: {} };

type Features = Awaited<ReturnType<typeof createFeatures>>;

/** In memory, but for what gateway.yaml says the quotas subgraph counts. */
function createBudget({ budget }: GatewayConfig, supergraph: () => SupergraphState): Budget {
  const memory = createMemoryBudget(policiesOf(budget));
  const { quotas } = budget;
  if (!quotas) return memory;
  const fetch = (): Fetch => present(supergraph().fetches[quotas.subgraph], 'the quotas subgraph is there');
  return createQuotasBudget({ fetch, resource: quotas.resource, others: memory });
}

/** What stands between a request and the executor, in this order, the first outermost. */
async function createFeatures(config: GatewayConfig, options: GatewayOptions, budget: Budget) {
  const { usageSink, logger, metrics } = options;
  const { policies: file, ...access } = config.authorisation;
  const policies = options.policies ?? (file === undefined ? {} : await loadPolicies(file));
  const costs = createCostModel(config.cost);
  const health = watchStore(logger, metrics);
  const spend = createSpend({ ...config.budget, budget, health, metrics });
  const debit = createDebit({ ...config.budget, budget, health });
  const usage = usageSink && useUsage({ ...config.usage, sink: usageSink, logger, metrics });
  const authorisation = useAuthorisation({ ...access, policies, logger });
  const plugins: readonly GatewayPlugin[] = [
    useRequestId(),
    await useTrustedDocuments({
      ...config.trustedDocuments,
      admitCost: (state, operation) => void costs.admit(state, { ...operation, context: NOBODY }),
      logger,
      metrics,
    }),
    usePersistedQueries(config.persistedQueries),
    useLimits(createLimits(config.limits)),
    useTelemetry({ metrics }),
    ...(usage ? [usage] : []),
    useComplexity(config.limits),
    authorisation,
    useCost({ ...config.cost, model: costs, spend, metrics }),
  ];
  const authorise = authorisation.wrapExecute;
  const clientAddressOf = createClientAddressOf(config.trustedProxies);
  const formatError = createErrorFormatter({ ...config.errors, logger, metrics });
  const admitLive: Admit = async (state, request) => {
    await charge({ model: costs, spend }, state, request);
    usage?.record(state, request, false);
  };
  const meter = isLimited(config, options)
    ? createMeter({ ...config.budget, model: costs, debit, metrics })
    : undefined;
  return {
    config,
    admitLive,
    meter,
    authorise,
    plugins,
    admit: admission(plugins),
    clientAddressOf,
    formatError,
  };
}

/** Whether anybody has a budget. */
const isLimited = (config: GatewayConfig, { budget }: GatewayOptions): boolean =>
  budget !== undefined ||
  config.budget.quotas !== undefined ||
  Object.values(policiesOf(config.budget)).some((policy) => policy !== undefined);

const wrapped = (execute: Execute, plugins: readonly GatewayPlugin[]): Execute =>
  plugins.reduceRight((next, plugin) => plugin.wrapExecute?.(next) ?? next, execute);

/** Serving, and every part of what is in this process too. */
function readiness(
  isServing: () => boolean,
  subgraphs: ReadonlyMap<string, LocalSubgraph> = new Map(),
  extra: Readiness = async () => ({}),
): Readiness {
  return async () => {
    const parts = await Promise.all(
      [...subgraphs].map(async ([name, subgraph]) => {
        const states = Object.values((await subgraph.ready?.()) ?? {});
        return [name, states.every(Boolean)] as const;
      }),
    );
    return { gateway: isServing(), ...Object.fromEntries(parts), ...(await extra()) };
  };
}

/** Live subscriptions, with the same access rules, limits, costs and errors as everything else. */
function createLiveFor(
  options: GatewayOptions,
  supergraph: CurrentSupergraph,
  execution: Run,
  { config, admitLive, meter, authorise, admit, clientAddressOf, formatError }: Features,
): Live {
  const { tokenVerifier, isRevoked, cursorSecrets = config.live.cursorSecrets, logger, metrics } = options;
  const { bus } = options;
  if (bus && !cursorSecrets) logger.warn('live.cursorSecrets is not set: cursors end with this run');
  return createLive({
    supergraph,
    bus,
    upstreams: createUpstreams({
      local: options.localSubgraphs ?? new Map(),
      settingsOf: (name) => subgraphSettings(config, name),
      headers: config.headers,
      internalTokens: options.internalTokens,
      limits: config.live.limits,
      logger,
      metrics,
    }),
    cursorSecrets: cursorSecrets ?? [randomBytes(CURSOR_SECRET_BYTES).toString('base64url')],
    ...(tokenVerifier && { verifyToken: tokenVerifier }),
    clientAddressOf,
    ...(isRevoked && { isRevoked }),
    authorise,
    admission: admit,
    admit: admitLive,
    ...(meter && { meter }),
    execute: async (request, context) => (await execution(request, context)).answer as ExecutionResult,
    formatError,
    limits: config.live.limits,
    deadlineMs: config.trafficShaping.deadlineMs,
    responseBytes: config.limits.responseBytes,
    logger,
    metrics,
  });
}
