import type { Registry } from 'prom-client';
import { counterOf, gaugeOf } from '../telemetry/metrics.ts';

export interface RelayMetrics {
  published(messages: number): void;
  /** Messages committed and not yet published. */
  waiting(messages: number): void;
}

const NO_METRICS: RelayMetrics = { published: () => {}, waiting: () => {} };

export function relayMetrics(registry: Registry | undefined, database: string): RelayMetrics {
  if (!registry) return NO_METRICS;
  const published = counterOf(registry, {
    name: 'outbox_published_total',
    help: 'Messages brought from the outbox to the bus',
    labels: ['database'],
  });
  const waiting = gaugeOf(registry, {
    name: 'outbox_lag_messages',
    help: 'Messages in the outbox that are not on the bus yet; of the instance that leads',
    labels: ['database'],
  });
  return {
    published: (messages) => published.inc({ database }, messages),
    waiting: (messages) => waiting.set({ database }, messages),
  };
}
