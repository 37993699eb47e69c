import type { Registry } from 'prom-client';
import { counterOf, gaugeOf } from '../../telemetry/metrics.ts';

/** `known`: it had been handled before. `ignored`: no handler for its type. */
export type MessageOutcome = 'handled' | 'known' | 'ignored' | 'parked' | 'dead' | 'replayed';

export interface ConsumerMetrics {
  count(topic: string, outcome: MessageOutcome): void;
  lag(messages: bigint): void;
  blocked(messages: number): void;
}

export function consumerMetrics(registry: Registry, group: string): ConsumerMetrics {
  const total = counterOf(registry, {
    name: 'consumer_messages_total',
    help: 'Messages of consumer groups by what became of them',
    labels: ['group', 'topic', 'outcome'],
  });
  const lag = gaugeOf(registry, {
    name: 'consumer_lag_messages',
    help: 'Messages a consumer group has not handled yet',
    labels: ['group'],
  });
  const blocked = gaugeOf(registry, {
    name: 'consumer_blocked_messages',
    help: 'Messages that wait for the database',
    labels: ['group'],
  });
  return {
    count: (topic, outcome) => total.inc({ group, topic, outcome }),
    lag: (messages) => lag.set({ group }, Number(messages)),
    blocked: (messages) => blocked.set({ group }, messages),
  };
}
