import type { DeliveredMessage } from 'platform/bus/port';
import type { PlatformError } from 'platform/errors/errors';
import { type Cursors, expired, type Position } from './cursor.ts';
import { type LiveEvent, liveEvent } from './live-event.ts';
import { createMatchIndex } from './match-index.ts';
import type { Interest } from './matching.ts';
import { furthest, isAhead, type Seqs } from './seqs.ts';

export interface Subscriber {
  deliver(event: LiveEvent): void;
  end(error: PlatformError): void;
}

/**
 * Goes through a topic and brings each message to those who want it. Those who have more than it has dispatched get
 * what follows theirs. Who would miss a `seq` that is skipped ends with CURSOR_EXPIRED.
 */
export interface Dispatcher {
  /** What has been dispatched, as it changes. */
  readonly seqs: Seqs;
  /** The same as it is now; with what `mine` is past. */
  position(mine?: Seqs): Position;
  /** Delivers what matches from now on, and is not among `mine`, until `unlisten` with the same. */
  listen(interest: Interest, subscriber: Subscriber, mine?: Seqs): void;
  unlisten(interest: Interest, subscriber: Subscriber): void;
  /** Of a message that was dispatched already nothing comes. */
  dispatch(message: DeliveredMessage): void;
  listeners(): readonly Subscriber[];
  readonly size: number;
}

/** Puts itself before one that has all up to `mine`. */
interface Ahead extends Subscriber {
  readonly mine: Seqs;
}

export function createDispatcher(start: Position, cursors: Cursors): Dispatcher {
  const { topic } = start;
  const index = createMatchIndex<Subscriber | Ahead>();
  /** Who came with more than was dispatched. */
  const ahead = new Map<Subscriber, Ahead>();
  const seqs = new Map(start.seqs);
  let incarnation = start.incarnation;
  let snapshot: Position | undefined;

  /** One for all who ask between two messages. */
  const dispatched = (): Position => {
    snapshot ??= { topic, incarnation, seqs: new Map(seqs) };
    return snapshot;
  };
  const position = (mine?: Seqs): Position =>
    mine && isAhead(mine, seqs) ? pastBoth(dispatched(), mine) : dispatched();
  const skipping = (subscriber: Subscriber, mine: Seqs): Ahead => ({
    mine,
    deliver(event) {
      const { message } = event;
      if (message.seq <= (mine.get(message.partition) ?? 0n)) return;
      if (!isAhead(mine, seqs)) return subscriber.deliver(event);
      const here = dispatched();
      subscriber.deliver(liveEvent(message, () => pastBoth(here, mine), cursors));
    },
    end: (error) => subscriber.end(error),
  });
  const endWhoMisses = ({ partition, seq }: DeliveredMessage) => {
    for (const subscriber of index.all()) {
      const had = furthest(seqs, 'mine' in subscriber ? subscriber.mine : seqs).get(partition);
      if (had !== undefined && had < seq - 1n) subscriber.end(expired());
    }
  };

  return {
    seqs,
    position,
    listen(interest, subscriber, mine) {
      if (!mine || !isAhead(mine, seqs)) return index.add(interest, subscriber);
      const listener = skipping(subscriber, mine);
      ahead.set(subscriber, listener);
      index.add(interest, listener);
    },
    unlisten(interest, subscriber) {
      index.remove(interest, ahead.get(subscriber) ?? subscriber);
      ahead.delete(subscriber);
    },
    dispatch(message) {
      const last = seqs.get(message.partition) ?? 0n;
      if (message.seq <= last) return;
      if (message.seq > last + 1n) endWhoMisses(message);
      incarnation ??= message.incarnation;
      seqs.set(message.partition, message.seq);
      snapshot = undefined;
      const subscribers = index.find(message.event);
      if (subscribers.length === 0) return;
      const here = dispatched();
      const event = liveEvent(message, () => here, cursors);
      for (const subscriber of subscribers) subscriber.deliver(event);
    },
    listeners: index.all,
    get size() {
      return index.size;
    },
  };
}

const pastBoth = (here: Position, mine: Seqs): Position => ({ ...here, seqs: furthest(here.seqs, mine) });
