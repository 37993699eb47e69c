import type { Logger } from 'pino';
import type { InternalTokenIssuer } from 'platform/auth/internal-tokens';
import { PlatformError } from 'platform/errors/errors';
import type { Registry } from 'prom-client';
import type { SubgraphSettings } from '../config/subgraphs.ts';
import { type BuildFetch, isEventGraph, type SubgraphAddress } from '../supergraph/state.ts';
import type { Fetch } from './data-source.ts';
import { withDeduplication } from './deduplicate.ts';
import { type HeaderRule, headersByRule } from './headers.ts';
import { createByteBudget } from './http/byte-budget.ts';
import { fetchOverHttp } from './http.ts';
import { fetchInProcess, type LocalSubgraph } from './in-process.ts';
import { fetchMetrics } from './metrics.ts';
import { type ResponseHeaderRule, withResponseHeaders } from './response-headers.ts';
import { withTelemetry } from './telemetry.ts';
import { type Shaped, shapeTraffic } from './traffic-shaping.ts';

export interface DataSourcesOptions {
  /** Subgraphs in this process, by name: whatever their routing URL, they are called directly. */
  readonly local: ReadonlyMap<string, LocalSubgraph>;
  readonly settingsOf: (subgraph: string) => SubgraphSettings;
  /** What all answers that are coming in hold together. */
  readonly maxHeldBytes: number;
  readonly headers: readonly HeaderRule[];
  readonly responseHeaders: readonly ResponseHeaderRule[];
  readonly internalTokens?: InternalTokenIssuer | undefined;
  readonly logger: Logger;
  readonly metrics: Registry;
}

export interface DataSources {
  readonly build: BuildFetch;
  /** Waits for what is being fetched, then closes all connections. */
  close(): Promise<void>;
}

interface Remote extends Shaped {
  readonly close: () => Promise<void>;
}

/**
 * Chooses how each subgraph is reached. Connections, breakers and queues outlive a reload: they belong to a subgraph's
 * address.
 */
export function createDataSources(options: DataSourcesOptions): DataSources {
  const { local, settingsOf, headers, responseHeaders, internalTokens, logger } = options;
  const remotes = new Map<string, Remote>();
  const memory = createByteBudget(options.maxHeldBytes);
  const metrics = fetchMetrics(options.metrics, () => remotes.values(), memory);

  function remoteOf({ name, url: routingUrl }: SubgraphAddress): Remote {
    const { url = routingUrl, internalToken, ...settings } = settingsOf(name);
    const key = `${name} ${url}`;
    const known = remotes.get(key);
    if (known) return known;
    const headersFor = headersByRule(headers, name);
    const http = fetchOverHttp({
      ...settings,
      url,
      memory,
      headersFor,
      keepHeaders: responseHeaders.length > 0,
      internalTokens:
        internalToken && internalTokens ? { issuer: internalTokens, audience: name } : undefined,
    });
    const shaped = shapeTraffic(name, http.fetch, settings, metrics, logger);
    const fetch = settings.deduplicate
      ? withDeduplication(shaped.fetch, headersFor, () => metrics.shared(name))
      : shaped.fetch;
    const remote = { ...shaped, fetch, close: http.close };
    remotes.set(key, remote);
    return remote;
  }

  return {
    build(subgraph) {
      const here = local.get(subgraph.name);
      if (isEventGraph(subgraph) && !here) return eventsOnly;
      const fetch = here ? fetchInProcess(here) : remoteOf(subgraph).fetch;
      return withResponseHeaders(
        withTelemetry(fetch, subgraph.name, metrics),
        subgraph.name,
        responseHeaders,
      );
    },
    async close() {
      await Promise.all([...remotes.values()].map((remote) => remote.close()));
    },
  };
}

/** An event graph has no server: only a subscription gets anything from it (gateway/live). */
const eventsOnly: Fetch = async () => {
  throw new PlatformError('BAD_REQUEST', 'Events are had by subscription only.');
};
