import type { Logger } from 'pino';
import type { InternalTokenIssuer } from 'platform/auth/internal-tokens';
import { PlatformError } from 'platform/errors/errors';
import { counterOf, gaugeOf } from 'platform/telemetry/metrics';
import type { Registry } from 'prom-client';
import type { SubgraphSettings } from '../../config/subgraphs.ts';
import { type HeaderRule, headersByRule } from '../../data-source/headers.ts';
import { isEventGraph, type SubgraphAddress } from '../../supergraph/state.ts';
import type { LiveLimits } from '../limits.ts';
import type { ClosableUpstream, Upstream } from './upstream.ts';
import { upstreamSockets } from './upstream-sockets.ts';
import { upstreamStreams } from './upstream-streams.ts';

export interface UpstreamsOptions {
  /** Subgraphs in this process, by name: they have no subscriptions. */
  readonly local: ReadonlyMap<string, unknown>;
  readonly settingsOf: (subgraph: string) => SubgraphSettings;
  readonly headers: readonly HeaderRule[];
  readonly internalTokens?: InternalTokenIssuer | undefined;
  readonly limits: Pick<LiveLimits, 'maxConnectionsPerSubgraph' | 'connectTimeoutMs' | 'keepAliveMs'>;
  readonly logger: Logger;
  readonly metrics: Registry;
}

/** The subgraphs that are subscribed to. */
export interface Upstreams {
  /** The same one as long as the subgraph is reached in the same way; undefined when it has no server of its own. */
  of(subgraph: SubgraphAddress): Upstream | undefined;
  close(): Promise<void>;
}

export function createUpstreams(options: UpstreamsOptions): Upstreams {
  const { local, settingsOf, logger } = options;
  const opened = new Map<string, OpenedUpstream>();
  const failures = upstreamMetrics(options.metrics, () => opened.values());
  const failed: Failed = (subgraph, err, what) => {
    failures.inc({ subgraph });
    logger.warn({ err, subgraph }, what);
  };

  return {
    of(address) {
      const { name } = address;
      if (isEventGraph(address) || local.has(name)) return undefined;
      const way = wayTo(address, settingsOf(name));
      const key = `${name} ${way.protocol} ${way.url}`;
      const known = opened.get(key);
      if (known) return known.watched;
      const upstream = open(name, way, options);
      const made = { name, upstream, watched: watched(name, upstream, failed) };
      opened.set(key, made);
      return made.watched;
    },
    async close() {
      await Promise.all([...opened.values()].map(({ upstream }) => upstream.close()));
    },
  };
}

interface OpenedUpstream {
  readonly name: string;
  readonly upstream: ClosableUpstream;
  readonly watched: Upstream;
}

type Way = Required<NonNullable<SubgraphSettings['subscriptions']>>;

/** Where the subgraph is subscribed to: where it is fetched from, unless it is configured otherwise. */
function wayTo(
  { url: routingUrl }: SubgraphAddress,
  { url = routingUrl, subscriptions }: SubgraphSettings,
): Way {
  const { protocol = 'graphql-ws', url: own = url } = subscriptions ?? {};
  return { protocol, url: protocol === 'graphql-ws' ? own.replace(/^http/, 'ws') : own };
}

function open(name: string, { protocol, url }: Way, options: UpstreamsOptions): ClosableUpstream {
  const { settingsOf, headers, internalTokens: issuer, limits } = options;
  const { internalToken, maxResponseBytes } = settingsOf(name);
  const shared = {
    url,
    headersFor: headersByRule(headers, name),
    internalTokens: internalToken && issuer ? { issuer, audience: name } : undefined,
    connectTimeoutMs: limits.connectTimeoutMs,
    keepAliveMs: limits.keepAliveMs,
    maxMessageBytes: maxResponseBytes,
    maxConnections: limits.maxConnectionsPerSubgraph,
  };
  return protocol === 'sse' ? upstreamStreams(shared) : upstreamSockets(shared);
}

type Failed = (subgraph: string, error: unknown, what: string) => void;

/** Tells the log of failures; the client is told no more than that there was one. */
const watched = (name: string, upstream: Upstream, failed: Failed): Upstream => ({
  async subscribe(operation, context, subscriber) {
    const lose = (cause: Error) => {
      failed(name, cause, 'a subscription at a subgraph was lost');
      subscriber.lose(cause);
    };
    try {
      return await upstream.subscribe(operation, context, { ...subscriber, lose });
    } catch (error) {
      if (error instanceof PlatformError) throw error;
      if (!context.signal?.aborted) failed(name, error, 'a subgraph cannot be subscribed to');
      throw new PlatformError('SERVICE_UNAVAILABLE', `The service ${name} cannot be reached now: try again.`);
    }
  },
});

/** Returns what counts failures. */
function upstreamMetrics(registry: Registry, opened: () => Iterable<OpenedUpstream>) {
  const labels = ['subgraph'] as const;
  gaugeOf(registry, {
    name: 'gateway_live_upstream_connections',
    help: 'Sockets and event streams to subgraphs whose subscriptions are passed through',
    labels,
    collect(gauge) {
      gauge.reset();
      for (const { name, upstream } of opened()) gauge.inc({ subgraph: name }, upstream.connections);
    },
  });
  return counterOf(registry, {
    name: 'gateway_live_upstream_failures_total',
    help: 'Subscriptions at subgraphs that could not be opened, or were lost',
    labels,
  });
}
