import { randomUUID } from 'node:crypto';
import { encodeEvent } from 'platform/bus/cloud-events';
import type { Bus, TopicDeclaration } from 'platform/bus/port';
import { keyOf } from './commands.ts';
import { eventOf } from './event.ts';
import { TOPIC } from './supergraph.ts';
import { tickOf } from './tick.ts';

/** The topic on a bus, and its one writer. */
export interface Log {
  /** So many events, of each of so many keys in turn; of 0 keys: of the first. */
  publish(keys: number, count: number): Promise<void>;
}

const DECLARED: TopicDeclaration = { name: TOPIC, partitions: 1, retentionMs: 3_600_000, writers: 'one' };

export async function createLog(bus: Bus): Promise<Log> {
  await bus.ensureTopics([DECLARED]);
  const incarnation = randomUUID();
  let seq = 0n;
  const messageOf = (key: string) => {
    seq += 1n;
    const message = encodeEvent(eventOf({ ...tickOf(key) }));
    return { topic: TOPIC, partition: 0, key: 'tick', seq, incarnation, ...message };
  };
  return {
    publish: (keys, count) =>
      bus.publish(Array.from({ length: count }, (_, n) => messageOf(keyOf(keys && n % keys)))),
  };
}
