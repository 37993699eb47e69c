import type { DeliveredMessage } from 'platform/bus/port';
import type { PlatformError } from 'platform/errors/errors';
import type { Cursors, Position } from './cursor.ts';
import type { Subscriber } from './dispatcher.ts';
import { liveEvent } from './live-event.ts';
import { type Interest, isOfInterest } from './matching.ts';
import type { Ride } from './scans.ts';
import { distance, isAhead } from './seqs.ts';
import type { TopicFeed } from './topic-feed.ts';

export interface CatchUpOptions {
  readonly feed: TopicFeed;
  readonly cursors: Cursors;
  /** What the client has, of the topic that the feed reads. */
  readonly from: Position;
  readonly interest: Interest;
  readonly subscriber: CatchingUp;
}

/** Gets what it missed as far as there is room, and then, live, everything. */
export interface CatchingUp extends Subscriber {
  /** Nothing of the past is brought from now until `resume`. */
  isFull(): boolean;
  /** The present is reached, over so many messages of the topic. */
  onLive(replayed: number): void;
}

export interface CatchUp {
  start(): void;
  /** There is room again. */
  resume(): void;
  /** What it needs no more: it was delivered, or is of no interest. */
  position(): Position;
  cancel(): void;
}

/**
 * Brings a subscriber from its cursor to the present and on. What the feed has in memory is taken from there; what is
 * older comes by a scan, shared with others who lack it. `seq` has no gaps, so each source is left at a known position
 * and the next one begins right behind it: no gap and no duplicate. Who has no room leaves the scan, which goes on
 * without it.
 */
export function createCatchUp({ feed, cursors, from, interest, subscriber }: CatchUpOptions): CatchUp {
  let seqs = new Map(from.seqs);
  let ride: Ride | undefined;
  let isLive = false;
  let isPaused = false;
  let isOver = false;

  const position = (): Position => {
    if (ride) return ride.position();
    if (isLive) return feed.position(seqs);
    return { ...from, incarnation: from.incarnation ?? feed.position().incarnation, seqs: new Map(seqs) };
  };
  const cancel = () => {
    isOver = true;
    unwatch();
    ride?.leave();
    if (isLive) feed.unlisten(interest, subscriber);
  };
  const fail = (error: PlatformError) => {
    if (isOver) return;
    cancel();
    subscriber.end(error);
  };
  const standAt = (reached: Position) => {
    seqs = new Map(reached.seqs);
    ride = undefined;
  };
  const pauseBefore = ({ partition, seq }: DeliveredMessage) => {
    const left = ride;
    standAt(position());
    seqs.set(partition, seq - 1n);
    left?.leave();
    isPaused = true;
  };
  const board = () => {
    ride = feed.join({
      interest,
      from: position(),
      deliver: (event) => (subscriber.isFull() ? pauseBefore(event.message) : subscriber.deliver(event)),
      alight(reached) {
        standAt(reached);
        advance();
      },
      end: fail,
    });
  };
  /** False when it can take no more. */
  const take = (message: DeliveredMessage): boolean => {
    const isWanted = isOfInterest(interest, message.event);
    isPaused = isWanted && subscriber.isFull();
    if (isPaused) return false;
    seqs.set(message.partition, message.seq);
    if (!isWanted) return true;
    const here = position();
    subscriber.deliver(liveEvent(message, () => here, cursors));
    return !isOver;
  };
  const goLive = () => {
    isLive = true;
    feed.listen(interest, subscriber, seqs);
    unwatch();
    subscriber.onLive(distance(from.seqs, seqs));
  };
  const advance = () => {
    const rest = feed.recent(seqs);
    if (!rest) board();
    else if (rest.every(take)) goLive();
  };

  const unwatch = feed.watch({ end: fail });
  return {
    start() {
      // Another instance may have been faster; whether it is so is looked up before a ride.
      if (isAhead(seqs, feed.position().seqs)) board();
      else advance();
    },
    resume() {
      if (!isPaused || isOver) return;
      isPaused = false;
      advance();
    },
    position,
    cancel,
  };
}
