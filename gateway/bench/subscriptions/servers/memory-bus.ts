import { randomUUID } from 'node:crypto';
import type { Bus, DeliveredMessage, Subscription, TailOptions } from 'platform/bus/port';
import type { JsonObject } from 'platform/kernel/json';
import { eventOf } from './event.ts';
import { TOPIC } from './supergraph.ts';

/** A bus of one partition in this process that keeps nothing: what is measured over it is the gateway alone. */
export interface MemoryBus extends Bus {
  emit(data: JsonObject): void;
}

export function createMemoryBus(): MemoryBus {
  const tails = new Set<TailOptions['onMessage']>();
  const incarnation = randomUUID();
  let seq = 0n;

  const messageOf = (data: JsonObject): DeliveredMessage => {
    seq += 1n;
    const event = eventOf(data);
    return { topic: TOPIC, partition: 0, offset: seq, key: event.subject, seq, incarnation, event };
  };
  const tail = ({ onMessage }: TailOptions): Subscription => {
    tails.add(onMessage);
    return {
      started: Promise.resolve(),
      stop: async () => void tails.delete(onMessage),
      lag: async () => 0n,
    };
  };
  return {
    kind: 'postgres',
    emit(data) {
      const message = messageOf(data);
      for (const onMessage of tails) onMessage(message);
    },
    tail,
    ranges: async () => [{ partition: 0, first: seq || undefined, last: seq || undefined, incarnation }],
    publish: unused,
    publishChunks: unused,
    consume: unused,
    ensureTopics: async () => new Set(),
    existingTopics: async (names) => new Set(names),
    healthy: async () => true,
    close: async () => {},
  };
}

const unused = (): never => {
  throw new Error('a gateway only reads');
};
