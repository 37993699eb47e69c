import type { Bus, PartitionRange } from 'platform/bus/port';
import { PlatformError } from 'platform/errors/errors';
import { type Cursors, expired, invalid, isSameTopic, type Position, recreated } from './cursor.ts';
import { type Memory, type Rider, type Scan, startScan } from './scan.ts';
import { lowest } from './seqs.ts';
import type { Slots } from './slots.ts';

export interface ScansOptions {
  readonly bus: Bus;
  readonly topic: string;
  readonly cursors: Cursors;
  /** What has been dispatched to those who are live. */
  readonly present: () => Position;
  readonly memory: Memory;
  /** Of all readers of the past on this instance. */
  readonly slots: Slots;
  /** Riders that may wait for a reader. */
  readonly maxWaiting: number;
}

/** A rider's place, on a scan or in the line for one. */
export interface Ride {
  position(): Position;
  leave(): void;
}

export interface Scans {
  /**
   * Brings the rider on from where it stands. It ends with CURSOR_EXPIRED or CURSOR_INVALID when it cannot go on from
   * there, with SERVICE_UNAVAILABLE when the topic cannot be read or too many wait.
   */
  join(rider: Rider): Ride;
}

/**
 * The readers of a topic's past. All who wait when a reader becomes free share it: it begins at the lowest of their
 * positions, and each takes what it lacks.
 */
export function createScans(options: ScansOptions): Scans {
  const { bus, topic, present, memory, slots, maxWaiting } = options;
  const waiting = new Set<Rider>();
  const scans = new WeakMap<Rider, Scan>();
  let isOpening = false;

  const takeWaiting = (): readonly Rider[] => {
    const riders = [...waiting];
    waiting.clear();
    return riders;
  };
  const refuseWaiting = (): undefined => {
    for (const rider of takeWaiting()) rider.end(unavailable());
  };
  const open = async (): Promise<Scan | undefined> => {
    if (waiting.size === 0) return undefined;
    const before = present();
    const ranges = await bus.ranges(topic);
    const far: Rider[] = [];
    for (const rider of takeWaiting()) {
      const fault = faultOf(rider.from, { before, now: present() }, ranges);
      if (fault) rider.end(fault);
      else if (memory.recent(rider.from.seqs)) rider.alight(rider.from);
      else far.push(rider);
    }
    if (far.length === 0) return undefined;
    const scan = startScan({ ...options, riders: far, start: startOf(topic, far, ranges) });
    for (const rider of far) scans.set(rider, scan);
    return scan;
  };
  const readForWaiting = async (): Promise<void> => {
    isOpening = true;
    const release = await slots.acquire();
    const scan = await open().catch(refuseWaiting);
    isOpening = false;
    if (waiting.size > 0) void readForWaiting();
    await scan?.ended;
    release();
  };

  return {
    join(rider) {
      if (waiting.size < maxWaiting) waiting.add(rider);
      else rider.end(unavailable());
      if (!isOpening) void readForWaiting();
      return {
        position: () => scans.get(rider)?.position(rider) ?? rider.from,
        leave() {
          waiting.delete(rider);
          scans.get(rider)?.leave(rider);
        },
      };
    },
  };
}

const startOf = (topic: string, riders: readonly Rider[], ranges: readonly PartitionRange[]): Position => ({
  topic,
  incarnation: ranges.find(({ incarnation }) => incarnation !== undefined)?.incarnation,
  seqs: lowest(
    riders.map(({ from }) => from.seqs),
    ranges.map(({ partition }) => partition),
  ),
});

/** What has been dispatched before the bus was asked what it holds, and since. */
interface Dispatched {
  readonly before: Position;
  readonly now: Position;
}

/** Why a position cannot be resumed from, given what has been dispatched and what the bus still holds. */
function faultOf(
  { incarnation, seqs }: Position,
  { before, now }: Dispatched,
  ranges: readonly PartitionRange[],
): PlatformError | undefined {
  for (const range of ranges) {
    const mine = seqs.get(range.partition) ?? 0n;
    const gone = before.seqs.get(range.partition) ?? 0n;
    const known = now.seqs.get(range.partition) ?? 0n;
    const { first, last } = range;
    if (!isSameTopic(incarnation, range.incarnation)) return recreated();
    if (first === undefined ? gone > mine : first > mine + 1n) return expired();
    // Two relays may just be publishing the same again: what was dispatched counts as well.
    if (last !== undefined && mine > last && mine > known)
      return invalid('The cursor is ahead of the topic.');
  }
  return undefined;
}

const unavailable = (): PlatformError =>
  new PlatformError('SERVICE_UNAVAILABLE', 'Events cannot be read now: try again.');
