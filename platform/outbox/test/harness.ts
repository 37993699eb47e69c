import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from '@jest/globals';
import type pg from 'pg';
import { pino } from 'pino';
import type { Bus, DeliveredMessage, TopicDeclaration } from '../../bus/port.ts';
import { eventually, newGroup, newTopic, settle } from '../../bus/test/messages.ts';
import { adminPool, type TestDatabase, testDatabase } from '../../testing/postgres.ts';
import { type Relay, type RelayOptions, startRelay } from '../relay.ts';
import type { RelayProcess } from './relay-process.ts';
import { acme, type Tallied, tallies, tally } from './tallies.ts';

export const logger = pino({ level: process.env.LOG_LEVEL ?? 'silent' });

/** A database of tallies, a bus, and what tests of the relay do with them. */
export interface Harness {
  readonly database: TestDatabase;
  /** Row-level security does not hold for it. */
  readonly admin: pg.Pool;
  readonly bus: Bus;
  /** A topic of this test's own. */
  readonly topic: TopicDeclaration;
  start(options?: Partial<RelayOptions>): Relay;
  /** A relay in a process of its own, which can be killed. Resolves when it leads. */
  startProcess(address: RelayProcess['bus']): Promise<ChildProcess>;
  /** Changes each of the aggregates once, in one unit of work. */
  change(...ids: string[]): Promise<Tallied[]>;
  /** All that stands on the bus when there are so many different messages, and so many with repetitions. */
  published(expected: number, copies?: number): Promise<DeliveredMessage[]>;
  /** The numbers of the messages in the outbox; null for what has none yet. */
  waiting(): Promise<(bigint | null)[]>;
  reset(): Promise<void>;
  close(): Promise<void>;
}

export async function openHarness(open: () => Promise<Bus>): Promise<Harness> {
  const database = await testDatabase(tallies);
  const admin = adminPool(database.adminUrl);
  const bus = await open();
  const relays = new Set<Relay>();
  const processes = new Set<ChildProcess>();
  let topic = newTopic(3);

  const start = (options: Partial<RelayOptions> = {}): Relay => {
    const relay = startRelay({ database, bus, topics: [topic], logger, ...options });
    relays.add(relay);
    return relay;
  };
  const startProcess = async (address: RelayProcess['bus']): Promise<ChildProcess> => {
    const options: RelayProcess = { systemUrl: database.urls.system, topic, bus: address };
    const child = spawn(
      process.execPath,
      [
        '--disable-warning=ExperimentalWarning',
        join(import.meta.dirname, 'relay-process.ts'),
        JSON.stringify(options),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    processes.add(child);
    await line(child, 'leading');
    return child;
  };
  const published = async (expected: number, copies = expected): Promise<DeliveredMessage[]> => {
    const read: DeliveredMessage[] = [];
    const onBatch = async (messages: readonly DeliveredMessage[]) => void read.push(...messages);
    const subscription = bus.consume({ group: newGroup(), topics: [topic.name], onBatch });
    await eventually(
      () => firstCopies(read).length >= expected && read.length >= copies,
      () => read.length,
    );
    await settle(100);
    await subscription.stop();
    return read;
  };
  return {
    ...{ database, admin, bus, start, startProcess, published },
    get topic() {
      return topic;
    },
    change: (...ids) =>
      database.unitOfWork(acme, async (uow) => {
        const changed: Tallied[] = [];
        for (const id of ids) changed.push(await tally(uow, topic, id));
        return changed;
      }),
    waiting: async () => {
      const { rows } = await admin.query<{ seq: string | null }>(
        'select seq + n as seq from outbox, generate_series(0, count - 1) as n order by position, n',
      );
      return rows.map(({ seq }) => (seq === null ? null : BigInt(seq)));
    },
    reset: async () => {
      for (const child of processes) if (child.kill('SIGKILL')) await once(child, 'exit');
      await Promise.all([...relays].map((relay) => relay.stop()));
      relays.clear();
      processes.clear();
      await admin.query('truncate tally, effect, outbox, outbox_copy, inbox, relay_topic, relay_counter');
      topic = newTopic(3);
    },
    close: async () => {
      await bus.close();
      await admin.end();
      await database.close();
    },
  };
}

/** Waits until the process prints this line. */
export async function line(child: ChildProcess, expected: string): Promise<void> {
  if (!child.stdout) throw new Error('the output of the process is not read');
  for await (const text of createInterface({ input: child.stdout })) if (text === expected) return;
  throw new Error(`the process ended without "${expected}"`);
}

export const talliedOf = ({ event }: DeliveredMessage): Tallied => event.data as unknown as Tallied;

/** Each message once, where it came first. */
export function firstCopies(read: readonly DeliveredMessage[]): DeliveredMessage[] {
  const seen = new Set<string>();
  return read.filter(({ event }) => !seen.has(event.id) && seen.add(event.id));
}

/** What consumers rely on: gapless numbers from 1 in each partition, repetitions under the same number, aggregates in order. */
export function expectInOrder(read: readonly DeliveredMessage[]): void {
  const first = firstCopies(read);
  for (const messages of Map.groupBy(first, ({ partition }) => partition).values()) {
    expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, n) => BigInt(n + 1)));
  }
  for (const messages of Map.groupBy(first, ({ key }) => key).values()) {
    expect(messages.map((message) => talliedOf(message).n)).toEqual(messages.map((_, n) => n + 1));
  }
  const places = new Map(first.map(({ event, seq, incarnation }) => [event.id, `${incarnation}/${seq}`]));
  for (const { event, seq, incarnation } of read) expect(`${incarnation}/${seq}`).toBe(places.get(event.id));
}
