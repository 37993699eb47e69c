import type { Bus, DeliveredMessage, PartitionRange, Subscription } from 'platform/bus/port';
import type { PlatformError } from 'platform/errors/errors';
import { systemClock } from 'platform/kernel/clock';
import { type Cursors, invalid, type Position } from './cursor.ts';
import type { EventAnswer } from './event-answer.ts';
import { createMatchIndex } from './match-index.ts';
import type { Interest } from './matching.ts';
import type { LiveMetrics } from './metrics.ts';

/** An event as it is dispatched: to all its subscribers at once, or to one that replays. */
export interface LiveEvent {
  readonly message: DeliveredMessage;
  /** Where to resume after it; sealed when first asked for. */
  readonly cursor: () => string;
  /** Shared by the subscribers of this dispatch: by view (views.ts), then by who gets the same. */
  readonly answers: Map<object, Map<string, EventAnswer>>;
}

export interface Subscriber {
  deliver(event: LiveEvent): void;
  end(error: PlatformError): void;
}

/** Sees every message of the topic, in the order of dispatch. */
export interface Follower {
  offer(message: DeliveredMessage): void;
  end(error: PlatformError): void;
}

/** A topic as this instance reads it: once, whatever the number of subscribers. */
export interface TopicFeed {
  readonly topic: string;
  /** What has been dispatched. The map is live: copy it to keep it. */
  position(): Position;
  /** The same as it is now, for keeps. */
  snapshot(): Position;
  /** Delivers what matches from now on, until `unlisten` with the same. */
  listen(interest: Interest, subscriber: Subscriber): void;
  unlisten(interest: Interest, subscriber: Subscriber): void;
  follow(follower: Follower): () => void;
  /** Subscribers and followers. */
  listeners(): number;
  close(): Promise<void>;
}

export const liveEvent = (message: DeliveredMessage, position: Position, cursors: Cursors): LiveEvent => {
  let sealed: string | undefined;
  return {
    message,
    cursor: () => {
      sealed ??= cursors.seal(position);
      return sealed;
    },
    answers: new Map(),
  };
};

const MICROS_PER_S = 1_000_000;

/** How long a reader may take to have its place in the topic. */
const START_TIMEOUT_MS = 15_000;

/** Begins to read the topic at its end. Resolves when nothing that is published from now on can be missed. */
export async function openTopicFeed(
  bus: Bus,
  topic: string,
  cursors: Cursors,
  metrics: LiveMetrics,
): Promise<TopicFeed> {
  const ranges = await bus.ranges(topic);
  const dispatcher = createDispatcher(topic, ranges, cursors, metrics);
  const from = new Map(dispatcher.position().seqs);
  const tail: Subscription = bus.tail({ topic, from, onMessage: dispatcher.dispatch });
  try {
    await within(tail.started, START_TIMEOUT_MS);
  } catch (error) {
    void tail.stop();
    throw error;
  }
  return {
    topic,
    position: dispatcher.position,
    snapshot: dispatcher.snapshot,
    listen: dispatcher.listen,
    unlisten: dispatcher.unlisten,
    follow: dispatcher.follow,
    listeners: dispatcher.listeners,
    close: () => tail.stop(),
  };
}

function createDispatcher(
  topic: string,
  ranges: readonly PartitionRange[],
  cursors: Cursors,
  metrics: LiveMetrics,
) {
  const index = createMatchIndex<Subscriber>();
  const followers = new Set<Follower>();
  const seqs = new Map(
    ranges.flatMap(({ partition, last }) => (last === undefined ? [] : [[partition, last]])),
  );
  const retired = new Set<string>();
  let incarnation = ranges.find((range) => range.incarnation !== undefined)?.incarnation;
  let copied: Position | undefined;

  /** One for all who ask between two messages. */
  const snapshot = (): Position => {
    copied ??= { topic, incarnation, seqs: new Map(seqs) };
    return copied;
  };
  const startAnew = (next: string) => {
    if (incarnation !== undefined) retired.add(incarnation);
    incarnation = next;
    seqs.clear();
    copied = undefined;
    const error = invalid('The topic was made anew: subscribe without a cursor.');
    for (const subscriber of [...index.all(), ...followers]) subscriber.end(error);
  };

  return {
    position: (): Position => ({ topic, incarnation, seqs }),
    snapshot,
    listen: index.add,
    unlisten: index.remove,
    follow(follower: Follower) {
      followers.add(follower);
      return () => void followers.delete(follower);
    },
    listeners: () => index.size + followers.size,
    dispatch(message: DeliveredMessage) {
      if (retired.has(message.incarnation)) return;
      if (incarnation === undefined) incarnation = message.incarnation;
      else if (message.incarnation !== incarnation) startAnew(message.incarnation);
      if (message.seq <= (seqs.get(message.partition) ?? 0n)) return;
      seqs.set(message.partition, message.seq);
      copied = undefined;
      metrics.received(Number(systemClock.now() - message.event.time) / MICROS_PER_S);
      const subscribers = index.find(message.event);
      if (subscribers.length > 0) {
        const event = liveEvent(message, snapshot(), cursors);
        for (const subscriber of subscribers) subscriber.deliver(event);
      }
      // After the index: a follower that has caught up with this message moves into it and must not get it twice.
      for (const follower of [...followers]) follower.offer(message);
    },
  };
}

async function within(work: Promise<void>, timeoutMs: number): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`not started within ${timeoutMs} ms`)), timeoutMs);
  await Promise.race([work, late.promise]).finally(() => clearTimeout(timer));
}
