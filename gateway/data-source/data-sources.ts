import type { InternalTokenIssuer } from 'platform/auth/internal-tokens';
import { PlatformError } from 'platform/errors/errors';
import { workMetrics } from 'platform/telemetry/metrics';
import { activeTraceparent, withSpan } from 'platform/telemetry/tracing';
import type { Registry } from 'prom-client';
import type { SubgraphSettings } from '../config/subgraphs.ts';
import { type BuildFetch, isEventGraph, type SubgraphAddress } from '../supergraph/state.ts';
import type { Fetch } from './data-source.ts';
import { type HeaderRule, headersByRule } from './headers.ts';
import { fetchOverHttp } from './http.ts';
import { fetchInProcess, type LocalSubgraph } from './in-process.ts';

export interface DataSourcesOptions {
  /** Subgraphs in this process, by name: whatever their routing URL, they are called directly. */
  readonly local: ReadonlyMap<string, LocalSubgraph>;
  readonly settingsOf: (subgraph: string) => SubgraphSettings;
  readonly headers: readonly HeaderRule[];
  readonly internalTokens?: InternalTokenIssuer | undefined;
  readonly metrics: Registry;
}

export interface DataSources {
  readonly build: BuildFetch;
  /** Waits for what is being fetched, then closes all connections. */
  close(): Promise<void>;
}

/** Chooses how each subgraph is reached. Connections outlive a reload: they belong to a subgraph's address. */
export function createDataSources(options: DataSourcesOptions): DataSources {
  const { local, settingsOf, headers, internalTokens, metrics } = options;
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
    build: (subgraph) =>
      isEventGraph(subgraph) && !local.has(subgraph.name)
        ? eventsOnly
        : measured(subgraph.name, fetchOf(subgraph)),
    async close() {
      await Promise.all([...fetches.values()].map((made) => made.close()));
    },
  };
}

/** An event graph has no server: only a subscription gets anything from it (gateway/live). */
const eventsOnly: Fetch = async () => {
  throw new PlatformError('BAD_REQUEST', 'Events are had by subscription only.');
};
