import { randomUUID } from 'node:crypto';
import { systemClock } from '../../kernel/clock.ts';
import { newId, type TenantId } from '../../kernel/ids.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { encodeEvent } from '../cloud-events.ts';
import { partitionOf } from '../partition.ts';
import type { BusEvent, DeliveredMessage, OutgoingMessage, TopicDeclaration } from '../port.ts';

/** A topic that no other test has. */
export const newTopic = (partitions = 3): TopicDeclaration => ({
  name: `test.${randomUUID().slice(0, 8)}.v1`,
  partitions,
  retentionMs: 3_600_000,
  writers: 'one',
});

export const newGroup = (): string => `test.${randomUUID().slice(0, 8)}`;

export const anEvent = (data: JsonObject = {}, overrides: Partial<BusEvent> = {}): BusEvent => ({
  id: newId('evt'),
  source: 'test',
  type: 'test.thing.happened.v1',
  subject: 'thing_1',
  tenantId: 'acme' as TenantId,
  actor: 'alice',
  time: systemClock.now(),
  effectiveAt: systemClock.now(),
  correlationId: 'cor_1',
  causationId: 'cau_1',
  data,
  ...overrides,
});

/** Numbers messages as the relay does: gapless from 1 in each partition, under one incarnation. */
export interface Writer {
  readonly topic: TopicDeclaration;
  /** The next message of the key; `data` is `{ text }`. */
  message(key: string, text: string): OutgoingMessage;
  /** The next message of a partition. */
  inPartition(partition: number, text: string): OutgoingMessage;
  /** The topic was made anew: numbers begin again. */
  begin(incarnation: string): void;
}

export function writerOf(topic: TopicDeclaration): Writer {
  let incarnation: string = randomUUID();
  const seqs = new Map<number, bigint>();
  const make = (partition: number, key: string, text: string): OutgoingMessage => {
    const seq = (seqs.get(partition) ?? 0n) + 1n;
    seqs.set(partition, seq);
    return {
      topic: topic.name,
      partition,
      key,
      seq,
      incarnation,
      ...encodeEvent(anEvent({ text }, { subject: key })),
    };
  };
  return {
    topic,
    message: (key, text) => make(partitionOf(key, topic.partitions), key, text),
    inPartition: (partition, text) => make(partition, `key-${partition}`, text),
    begin: (next) => {
      incarnation = next;
      seqs.clear();
    },
  };
}

export const textOf = ({ event }: DeliveredMessage): string => String(event.data.text);

/** On a slow machine a bus that was killed may need as long to come back. */
const WAIT_MS = 60_000;

/** Waits until the condition holds; fails with what it saw last. */
export async function eventually(
  condition: () => boolean | Promise<boolean>,
  what: () => unknown = () => '',
): Promise<void> {
  const deadline = Date.now() + WAIT_MS;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`waited in vain; last seen: ${JSON.stringify(what())}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export const settle = (ms = 400): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
