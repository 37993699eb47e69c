import type { Bus, DeliveredMessage } from 'platform/bus/port';
import { type Cursors, type Position, recreated } from './cursor.ts';
import { createDispatcher, type Subscriber } from './dispatcher.ts';
import type { Interest } from './matching.ts';
import type { Ring } from './ring.ts';
import type { Seqs } from './seqs.ts';

/** A subscriber that is brought forward together with others. */
export interface Rider extends Subscriber {
  readonly interest: Interest;
  /** What it has. */
  readonly from: Position;
  /** The ride is over and came to here: to the present, or no further for now. */
  alight(position: Position): void;
}

/** One reader of the past, for all who ride on it. */
export interface Scan {
  /** Where the rider stands. */
  position(rider: Rider): Position;
  leave(rider: Rider): void;
  /** Resolves when nobody rides on it any more and its reader is closed. */
  readonly ended: Promise<void>;
}

export interface ScanOptions {
  readonly bus: Bus;
  readonly cursors: Cursors;
  /** No rider is behind it. */
  readonly start: Position;
  readonly riders: readonly Rider[];
  readonly memory: Memory;
}

/** What the instance has in memory of the topic. */
export interface Memory {
  /** What was dispatched after `seqs`, in that order; undefined when some of it is no longer in memory. */
  recent(seqs: Seqs): readonly DeliveredMessage[] | undefined;
  /** A ring to fill from there on; undefined when there is no room for more than is in memory anyway. */
  spare(start: Seqs): Ring | undefined;
  /** The ring holds everything up to `seqs`: it takes the place of what is in memory if that is the present. */
  adopt(ring: Ring, seqs: Seqs): void;
}

/** When nothing has come for so long, the riders alight: what the topic holds is to be looked at anew. */
const IDLE_MS = 10_000;

/**
 * Reads on until the rest is in memory, or nobody rides any more. A rider may leave at any time. As long as there is
 * room, as after a start, what it has read stays in memory for those who come next.
 */
export function startScan({ bus, cursors, start, riders, memory }: ScanOptions): Scan {
  const dispatcher = createDispatcher(start, cursors);
  const ring = memory.spare(start.seqs);
  const ended = Promise.withResolvers<void>();
  const aboard = new Set(riders);
  let isOver = false;

  const end = (tell: (rider: Rider) => void) => {
    if (isOver) return;
    isOver = true;
    clearTimeout(idling);
    tail.stop().then(ended.resolve, ended.resolve);
    for (const rider of [...aboard]) tell(rider);
  };
  const position = ({ from }: Rider): Position => dispatcher.position(from.seqs);
  const alight = (rider: Rider) => rider.alight(position(rider));
  const pass = (message: DeliveredMessage) => {
    ring?.add(message);
    dispatcher.dispatch(message);
  };
  const take = (message: DeliveredMessage) => {
    if (isOver) return;
    if (message.incarnation !== start.incarnation) return end((rider) => rider.end(recreated()));
    idling.refresh();
    pass(message);
    const rest = memory.recent(dispatcher.seqs);
    if (!rest) return;
    for (const newer of rest) pass(newer);
    if (ring) memory.adopt(ring, dispatcher.seqs);
    end(alight);
  };
  for (const rider of riders) dispatcher.listen(rider.interest, rider, rider.from.seqs);
  const tail = bus.tail({ topic: start.topic, from: start.seqs, onMessage: take });
  const idling = setTimeout(() => end(alight), IDLE_MS).unref();

  return {
    position,
    leave(rider) {
      dispatcher.unlisten(rider.interest, rider);
      aboard.delete(rider);
      if (aboard.size === 0) end(() => {});
    },
    ended: ended.promise,
  };
}
