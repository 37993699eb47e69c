import type { Logger } from 'pino';
import type { InternalTokenIssuer } from 'platform/auth/internal-tokens';
import { workMetrics } from 'platform/telemetry/metrics';
import { activeTraceparent, withSpan } from 'platform/telemetry/tracing';
import type { Registry } from 'prom-client';
import type { SubgraphSettings } from '../config.ts';
import { type BuildDataSource, isEventGraph, type SubgraphAddress } from '../supergraph/state.ts';
import { createDataSource, type Fetch } from './data-source.ts';
import { type HeaderRule, headersByRule } from './headers.ts';
import { fetchOverHttp } from './http.ts';
import { fetchInProcess, type LocalSubgraph } from './in-process.ts';

export interface DataSourcesOptions {
  /** Subgraphs in this process, by name: whatever their routing URL, they are called directly. */
  readonly local: ReadonlyMap<string, LocalSubgraph>;
  readonly settingsOf: (subgraph: string) => SubgraphSettings;
  readonly headers: readonly HeaderRule[];
  readonly internalTokens?: InternalTokenIssuer | undefined;
  readonly logger: Logger;
  readonly metrics: Registry;
}

export interface DataSources {
  readonly build: BuildDataSource;
  /** Waits for what is being fetched, then closes all connections. */
  close(): Promise<void>;
}

/** Chooses how each subgraph is reached. Connections outlive a reload: they belong to a subgraph's address. */
export function createDataSources(options: DataSourcesOptions): DataSources {
  const { local, settingsOf, headers, internalTokens, logger, metrics } = options;
  const fetches = new Map<string, ReturnType<typeof fetchOverHttp>>();
  const work = workMetrics(metrics, {
    name: 'gateway_subgraph_fetches',
    help: 'Fetches from subgraphs; outcome error: the subgraph did not answer',
    labels: ['subgraph'],
  });

  const fetchOf = (subgraph: SubgraphAddress): Fetch => {
    const here = local.get(subgraph.name);
    return here ? fetchInProcess(here) : overHttp(subgraph).fetch;
  };

  function overHttp({ name, url: routingUrl }: SubgraphAddress): ReturnType<typeof fetchOverHttp> {
    const { url = routingUrl, internalToken, ...bounds } = settingsOf(name);
    const key = `${name} ${url}`;
    const tokens = internalToken && internalTokens ? { issuer: internalTokens, audience: name } : undefined;
    const made =
      fetches.get(key) ??
      fetchOverHttp({ ...bounds, url, headersFor: headersByRule(headers, name), internalTokens: tokens });
    fetches.set(key, made);
    return made;
  }

  const measured =
    (subgraph: string, fetch: Fetch): Fetch =>
    (operation, context) =>
      withSpan('subgraph.fetch', { attributes: { subgraph } }, () =>
        work.measure({ subgraph }, () =>
          fetch(operation, { ...context, traceparent: activeTraceparent() ?? context.traceparent }),
        ),
      );

  return {
    build(subgraph) {
      if (isEventGraph(subgraph) && !local.has(subgraph.name)) return eventsOnly;
      return createDataSource(
        measured(subgraph.name, fetchOf(subgraph)),
        unavailable(subgraph),
        (err, context) =>
          logger.warn(
            { err, subgraph: subgraph.name, requestId: context.requestId },
            'a subgraph did not answer',
          ),
      );
    },
    async close() {
      await Promise.all([...fetches.values()].map((made) => made.close()));
    },
  };
}

const unavailable = ({ name }: SubgraphAddress) =>
  ({ code: 'SUBGRAPH_UNAVAILABLE', message: `The service ${name} is unavailable.` }) as const;

/** An event graph has no server: only a subscription gets anything from it (gateway/live). */
const eventsOnly = createDataSource(
  async () => {
    throw new Error('an event graph answers no queries');
  },
  { code: 'BAD_REQUEST', message: 'Events are had by subscription only.' },
  () => {},
);
