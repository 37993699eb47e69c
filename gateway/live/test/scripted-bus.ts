import type { Bus, BusEvent, DeliveredMessage, PartitionRange, TailOptions } from 'platform/bus/port';
import { systemClock } from 'platform/kernel/clock';
import type { TenantId } from 'platform/kernel/ids';

export const TOPIC = 't.v1';
export const PARTITIONS = [0, 1, 2] as const;

interface Reader {
  readonly options: TailOptions;
  readonly at: Map<number, bigint>;
}

/** A bus with one topic, whose readers move only when a test says so. */
export interface ScriptedBus {
  readonly bus: Bus;
  /** Partition → last `seq` published. */
  readonly log: ReadonlyMap<number, bigint>;
  publish(partition: number): void;
  /** The first reader, which is the feed, gets its next message of the partition, if there is one. */
  dispatch(partition: number): void;
  /** All other readers do. */
  read(partition: number): void;
  /** What is older is past retention. */
  expireBefore(seq: bigint): void;
  /** Readers of the past that are open; the most there were at once; all there ever were. */
  readers(): { readonly open: number; readonly most: number; readonly ever: number };
  /** What was asked about the topic. */
  lookups(): number;
}

export const messageAt = (partition: number, seq: bigint): DeliveredMessage => ({
  topic: TOPIC,
  partition,
  seq,
  offset: seq - 1n,
  key: 'key',
  incarnation: 'i1',
  event: {
    tenantId: 'acme' as TenantId,
    type: 'happened',
    time: systemClock.now(),
    data: { name: `${partition}:${seq}`, parity: String(seq % 2n) },
  } as unknown as BusEvent,
});

export function scriptedBus(held: ReadonlyMap<number, bigint>): ScriptedBus {
  const log = new Map(held);
  const readers = new Set<Reader>();
  let [oldest, most, ever, lookups] = [1n, -1, -1, -1];

  const ranges = (): PartitionRange[] =>
    PARTITIONS.map((partition) => {
      const last = log.get(partition) ?? 0n;
      const [first, newest, incarnation] =
        last >= oldest ? ([oldest, last, 'i1'] as const) : [undefined, undefined, undefined];
      return { partition, first, last: newest, incarnation };
    });
  const advance = ({ options, at }: Reader, partition: number) => {
    const after = at.get(partition) ?? 0n;
    const seq = after + 1n < oldest ? oldest : after + 1n;
    if (seq > (log.get(partition) ?? 0n)) return;
    at.set(partition, seq);
    options.onMessage(messageAt(partition, seq));
  };
  const tail: Bus['tail'] = (options) => {
    const reader = { options, at: new Map(options.from as ReadonlyMap<number, bigint>) };
    readers.add(reader);
    ever += 1;
    most = Math.max(most, readers.size - 1);
    return {
      started: Promise.resolve(),
      stop: async () => void readers.delete(reader),
      lag: async () => 0n,
    };
  };
  return {
    bus: {
      tail,
      ranges: async () => {
        lookups += 1;
        return ranges();
      },
    } as unknown as Bus,
    log,
    publish: (partition) => void log.set(partition, (log.get(partition) ?? 0n) + 1n),
    dispatch(partition) {
      const [feed] = readers;
      if (feed) advance(feed, partition);
    },
    read(partition) {
      for (const reader of [...readers].slice(1)) advance(reader, partition);
    },
    expireBefore(seq) {
      oldest = seq;
    },
    readers: () => ({ open: readers.size - 1, most, ever }),
    lookups: () => lookups,
  };
}
