import type { Bus, DeliveredMessage, PartitionRange, Subscription } from 'platform/bus/port';
import { PlatformError } from 'platform/errors/errors';
import { expired, invalid, type Position } from './cursor.ts';
import type { Slots } from './slots.ts';
import type { TopicFeed } from './topic-feed.ts';

export interface CatchUpOptions {
  readonly bus: Bus;
  readonly feed: TopicFeed;
  /** What the client has. */
  readonly from: Position;
  /** Bounds the readers that are open at once on this instance. */
  readonly slots: Slots;
  readonly subscriber: CatchingUp;
}

/** The side of the subscriber that is still behind. */
export interface CatchingUp {
  /** Takes the next message of its partition; `position` includes it. */
  receive(message: DeliveredMessage, position: Position): void;
  /** No room: reading pauses until `resume`. */
  isFull(): boolean;
  /** All that the feed has dispatched has been received, and no more: go on with the feed. */
  goLive(): void;
  end(error: PlatformError): void;
}

export interface CatchUp {
  /** There is room again. */
  resume(): void;
  /** What has been received. */
  position(): Position;
  cancel(): void;
}

/**
 * Brings a subscriber from its cursor to the present. Two readers bring messages: one of its own, which reads the
 * past, and the instance's feed. `seq` has no gaps, so of each partition the next message is taken from whichever
 * brings it, and everything else is dropped: no gap and no duplicate, wherever either of them stands. When both stand
 * at the same place in every partition, the subscriber moves to the feed. A `seq` that is skipped by its own reader
 * is no longer held: CURSOR_EXPIRED.
 */
export function startCatchUp({ bus, feed, from, slots, subscriber }: CatchUpOptions): CatchUp {
  const { topic } = from;
  const seqs = new Map(from.seqs);
  let incarnation = from.incarnation;
  let reading: Reading | undefined;
  let over = false;

  const position = (): Position => ({ topic, incarnation, seqs: new Map(seqs) });
  const stopReading = () => {
    reading?.stop();
    reading = undefined;
  };
  const finish = () => {
    over = true;
    unfollow();
    stopReading();
  };
  const fail = (error: PlatformError) => {
    if (over) return;
    finish();
    subscriber.end(error);
  };
  const read = () => {
    if (reading || over || subscriber.isFull()) return;
    const mine: Reading = openReading({
      bus,
      topic,
      seqs,
      slots,
      check: (ranges) => faultOf(position(), feed.position(), ranges),
      onMessage: (message) => reading === mine && take(message, 'reader'),
      onFault: (error) => reading === mine && fail(error),
      onReady: () => reading === mine && settle(),
    });
    reading = mine;
  };
  const take = (message: DeliveredMessage, bearer: 'reader' | 'feed') => {
    if (over) return;
    if ((incarnation ?? message.incarnation) !== message.incarnation) return fail(recreated());
    const next = (seqs.get(message.partition) ?? 0n) + 1n;
    if (message.seq > next && bearer === 'reader') return fail(expired());
    if (message.seq === next) {
      if (subscriber.isFull()) return stopReading();
      incarnation = message.incarnation;
      seqs.set(message.partition, message.seq);
      subscriber.receive(message, position());
    }
    settle();
  };
  const settle = () => {
    if (over) return;
    const stand = compare(seqs, feed.position().seqs);
    if (stand === 'behind') return read();
    if (stand === 'level') {
      finish();
      subscriber.goLive();
    } else if (reading?.checked()) stopReading();
  };

  const unfollow = feed.follow({ offer: (message) => take(message, 'feed'), end: fail });
  const present = feed.position();
  if ((incarnation ?? present.incarnation) !== (present.incarnation ?? incarnation)) fail(recreated());
  else if (compare(seqs, present.seqs) === 'level') settle();
  else read();

  return { resume: () => settle(), position, cancel: finish };
}

const recreated = () => invalid('The topic was made anew since: subscribe without a cursor.');

/** Whether `mine` lacks something that `theirs` has, has all of it and more, or the same. */
function compare(
  mine: ReadonlyMap<number, bigint>,
  theirs: ReadonlyMap<number, bigint>,
): 'behind' | 'ahead' | 'level' {
  const partitions = new Set([...mine.keys(), ...theirs.keys()]);
  let ahead = false;
  for (const partition of partitions) {
    const difference = (mine.get(partition) ?? 0n) - (theirs.get(partition) ?? 0n);
    if (difference < 0n) return 'behind';
    if (difference > 0n) ahead = true;
  }
  return ahead ? 'ahead' : 'level';
}

/** Why a position cannot be resumed from, given what the bus still holds. */
function faultOf(
  { incarnation, seqs }: Position,
  dispatched: Position,
  ranges: readonly PartitionRange[],
): PlatformError | undefined {
  for (const range of ranges) {
    const mine = seqs.get(range.partition) ?? 0n;
    const known = dispatched.seqs.get(range.partition) ?? 0n;
    const { first, last } = range;
    if ((incarnation ?? range.incarnation) !== (range.incarnation ?? incarnation)) return recreated();
    if (first === undefined ? known > mine : first > mine + 1n) return expired();
    // Two relays may just be publishing the same again: what was dispatched counts as well.
    if (last !== undefined && mine > last && mine > known)
      return invalid('The cursor is ahead of the topic.');
  }
  return undefined;
}

interface Reading {
  /** The position was found to be held. */
  checked(): boolean;
  stop(): void;
}

interface ReadingOptions {
  readonly bus: Bus;
  readonly topic: string;
  readonly seqs: ReadonlyMap<number, bigint>;
  readonly slots: Slots;
  readonly check: (ranges: readonly PartitionRange[]) => PlatformError | undefined;
  readonly onMessage: (message: DeliveredMessage) => void;
  readonly onFault: (error: PlatformError) => void;
  readonly onReady: () => void;
}

/** One reader of the past, from where `seqs` stands when its turn comes. */
function openReading(options: ReadingOptions): Reading {
  const { bus, topic, seqs, slots, check, onMessage, onFault, onReady } = options;
  let tail: Subscription | undefined;
  let checked = false;
  const stopping = new AbortController();
  const { signal } = stopping;
  const ended = Promise.withResolvers<void>();

  const run = async () => {
    const release = await slots.acquire(signal);
    try {
      const fault = check(await bus.ranges(topic));
      if (signal.aborted) return;
      if (fault) return onFault(fault);
      checked = true;
      onReady();
      if (signal.aborted) return;
      tail = bus.tail({ topic, from: new Map(seqs), onMessage });
      await tail.started;
      await ended.promise;
    } finally {
      await tail?.stop();
      release();
    }
  };
  run().catch(() =>
    onFault(new PlatformError('SERVICE_UNAVAILABLE', 'Events cannot be read now: try again.')),
  );
  return {
    checked: () => checked,
    stop() {
      stopping.abort();
      ended.resolve();
    },
  };
}
