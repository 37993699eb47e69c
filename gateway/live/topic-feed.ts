import type { Bus, DeliveredMessage, PartitionRange } from 'platform/bus/port';
import type { PlatformError } from 'platform/errors/errors';
import { systemClock } from 'platform/kernel/clock';
import { type Cursors, type Position, recreated } from './cursor.ts';
import { createDispatcher, type Dispatcher } from './dispatcher.ts';
import type { LiveMetrics } from './metrics.ts';
import { createRing, type RingBounds } from './ring.ts';
import type { Memory } from './scan.ts';
import { createScans, type Scans } from './scans.ts';
import { isAhead, type Seqs } from './seqs.ts';
import type { Slots } from './slots.ts';

/** A topic as this instance reads it: once, whatever the number of subscribers; its past by few readers for all. */
export interface TopicFeed
  extends Scans,
    Pick<Memory, 'recent'>,
    Pick<Dispatcher, 'position' | 'listen' | 'unlisten'> {
  readonly topic: string;
  /** Ends the watcher when the topic is made anew, as it does those who listen. Returns the function that ends the watch. */
  watch(watcher: Watcher): () => void;
  /** Those who listen or watch. */
  listeners(): number;
  close(): Promise<void>;
}

export interface Watcher {
  end(error: PlatformError): void;
}

export interface FeedOptions {
  readonly bus: Bus;
  readonly cursors: Cursors;
  readonly metrics: LiveMetrics;
  /** Of readers of the past. */
  readonly slots: Slots;
  readonly limits: RingBounds & { readonly maxWaitingReplays: number };
}

const MICROS_PER_S = 1_000_000;

/** How long a reader may take to have its place in the topic. */
const START_TIMEOUT_MS = 15_000;

/** Begins to read the topic at its end. Resolves when nothing that is published from now on can be missed. */
export async function openTopicFeed(topic: string, options: FeedOptions): Promise<TopicFeed> {
  const { bus, cursors, slots, limits } = options;
  const present = createPresent(endOf(topic, await bus.ranges(topic)), options);
  const from = present.position().seqs;
  const tail = bus.tail({ topic, from, onMessage: present.receive });
  try {
    await within(tail.started, START_TIMEOUT_MS);
  } catch (error) {
    void tail.stop();
    throw error;
  }
  const { position, listen, unlisten, memory, watch, listeners } = present;
  const { join } = createScans({
    bus,
    topic,
    cursors,
    present: position,
    memory,
    slots,
    maxWaiting: limits.maxWaitingReplays,
  });
  return {
    topic,
    position,
    listen,
    unlisten,
    recent: memory.recent,
    join,
    watch,
    listeners,
    close: () => tail.stop(),
  };
}

/** The end of the topic as it moves, and what came last. */
function createPresent(start: Position, { cursors, metrics, limits }: FeedOptions) {
  const beginAt = (position: Position) => ({
    dispatcher: createDispatcher(position, cursors),
    ring: createRing(position.seqs, limits),
  });
  const watchers = new Set<Watcher>();
  const retired = new Set<string | undefined>();
  let now = beginAt(start);

  const startAnew = (incarnation: string) => {
    retired.add(now.dispatcher.position().incarnation);
    const ended = [...now.dispatcher.listeners(), ...watchers];
    now = beginAt({ topic: start.topic, incarnation, seqs: new Map() });
    for (const subscriber of ended) subscriber.end(recreated());
  };

  const memory: Memory = {
    recent: (seqs) => now.ring.after(seqs),
    spare: (seqs) => (now.ring.isFull() ? undefined : createRing(seqs, limits)),
    adopt(ring, seqs) {
      if (!isAhead(seqs, now.dispatcher.seqs)) now.ring = ring;
    },
  };

  return {
    position: (mine?: Seqs) => now.dispatcher.position(mine),
    listen: (...wish: Parameters<Dispatcher['listen']>) => now.dispatcher.listen(...wish),
    unlisten: (...wish: Parameters<Dispatcher['unlisten']>) => now.dispatcher.unlisten(...wish),
    memory,
    watch(watcher: Watcher) {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    listeners: () => now.dispatcher.size + watchers.size,
    receive(message: DeliveredMessage) {
      const { incarnation = message.incarnation } = now.dispatcher.position();
      if (retired.has(message.incarnation)) return;
      if (message.incarnation !== incarnation) startAnew(message.incarnation);
      if (message.seq <= (now.dispatcher.seqs.get(message.partition) ?? 0n)) return;
      metrics.received(Number(systemClock.now() - message.event.time) / MICROS_PER_S);
      // First: who comes to the present while it is dispatched finds it there.
      now.ring.add(message);
      now.dispatcher.dispatch(message);
    },
  };
}

const endOf = (topic: string, ranges: readonly PartitionRange[]): Position => ({
  topic,
  incarnation: ranges.find((range) => range.incarnation !== undefined)?.incarnation,
  seqs: new Map(ranges.flatMap(({ partition, last }) => (last === undefined ? [] : [[partition, last]]))),
});

async function within(work: Promise<void>, timeoutMs: number): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`not started within ${timeoutMs} ms`)), timeoutMs);
  await Promise.race([work, late.promise]).finally(() => clearTimeout(timer));
}
