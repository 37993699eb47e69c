import { counterOf, gaugeOf, histogramOf } from 'platform/telemetry/metrics';
import type { Registry } from 'prom-client';

export const TRANSPORTS = ['websocket', 'sse', 'multipart'] as const;
export type Transport = (typeof TRANSPORTS)[number];

/** What is open now. */
export interface LiveStats {
  readonly connections: number;
  readonly subscriptions: number;
}

/** What can be seen at any time. */
export interface Observed {
  statsOf(transport: Transport): LiveStats;
  /** Events that wait for their subscribers. */
  queued(): number;
}

export interface LiveMetrics {
  /** An event of a topic was dispatched, so long after it happened. */
  received(lagS: number): void;
  /** A subscriber gets an event: it matches. */
  matched(): void;
  /** It was handed to the transport. */
  delivered(): void;
  /** So many events waited for a subscriber that was ended because it was too slow. */
  dropped(count: number): void;
  /** A subscriber has caught up with the present, over so many events of its topic. */
  replayed(count: number): void;
}

const REPLAY_BUCKETS = [0, 1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

/** What is counted of live subscriptions: never by tenant or actor. */
export function liveMetrics(registry: Registry, { statsOf, queued }: Observed): LiveMetrics {
  const counter = (name: string, help: string) => counterOf(registry, { name: `gateway_live_${name}`, help });
  const open = (name: keyof LiveStats, help: string) =>
    gaugeOf(registry, {
      name: `gateway_live_${name}`,
      help,
      labels: ['transport'],
      collect(gauge) {
        for (const transport of TRANSPORTS) gauge.set({ transport }, statsOf(transport)[name]);
      },
    });
  open('connections', 'Sockets and event streams that are open');
  open('subscriptions', 'Subscriptions that are open');
  gaugeOf(registry, {
    name: 'gateway_live_queued_events',
    help: 'Events that wait for their subscribers',
    collect: (gauge) => gauge.set(queued()),
  });
  const events = counter('events_total', 'Events read from topics, once for the instance');
  const matched = counter('matched_total', 'Events times the subscribers that they concern');
  const delivered = counter('delivered_total', 'Events handed to transports');
  const dropped = counter('dropped_total', 'Events that waited for a subscriber that was too slow');
  const lag = histogramOf(registry, {
    name: 'gateway_live_lag_seconds',
    help: 'From when an event was recorded to when it is dispatched',
  });
  const replays = histogramOf(registry, {
    name: 'gateway_live_replayed_events',
    help: 'Events of the topic between the cursor of a subscriber and the present',
    buckets: REPLAY_BUCKETS,
  });
  return {
    received(lagS) {
      events.inc();
      lag.observe(lagS);
    },
    matched: () => matched.inc(),
    delivered: () => delivered.inc(),
    dropped: (count) => dropped.inc(count),
    replayed: (count) => replays.observe(count),
  };
}
