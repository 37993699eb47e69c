import type { DeliveredMessage, TailOptions } from './port.ts';

/** What a bus knows of a partition when a tail begins. */
export interface PartitionBounds {
  readonly partition: number;
  /** Offset of the oldest message held. */
  readonly low: bigint;
  /** Offset the next message will get. */
  readonly high: bigint;
}

type Placed = Pick<DeliveredMessage, 'partition' | 'offset' | 'seq' | 'incarnation'>;

/** `rewind`: the partition was made anew and its beginning was missed; read it again from its oldest message. */
export type Verdict = 'deliver' | 'drop' | 'rewind';

export interface Sequencer {
  /** Offset to begin to read at, by partition. */
  readonly begin: ReadonlyMap<number, bigint>;
  judge(message: Placed): Verdict;
}

interface Progress {
  incarnation: string | undefined;
  /** `seq` of the newest message seen. */
  seq: bigint;
  /** What lies before it is only looked at. */
  readonly deliverFrom: bigint;
}

/**
 * Turns offsets, at which the same message may stand twice, into gapless `seq`. With one writer and numbers from 1,
 * the first copy of `seq` s is at offset s - 1 or later. So reading begins one message before the place asked for:
 * that message is dropped, but tells the incarnation and, for 'now', the number that a late duplicate is known by.
 */
export function createSequencer(from: TailOptions['from'], bounds: readonly PartitionBounds[]): Sequencer {
  const progress = new Map<number, Progress>();
  const begin = new Map<number, bigint>();
  for (const { partition, low, high } of bounds) {
    const seq = from === 'now' ? 0n : seqHeld(from.get(partition) ?? 0n, high);
    const place = from === 'now' ? high : seq;
    progress.set(partition, { incarnation: undefined, seq, deliverFrom: from === 'now' ? high : 0n });
    begin.set(partition, max(low, place - 1n));
  }
  return {
    begin,
    judge: (message) => {
      const known = progress.get(message.partition);
      if (known && (known.incarnation ?? message.incarnation) === message.incarnation) {
        known.incarnation = message.incarnation;
        if (message.seq <= known.seq) return 'drop';
        known.seq = message.seq;
        return message.offset < known.deliverFrom ? 'drop' : 'deliver';
      }
      const rewind = message.seq > 1n;
      progress.set(message.partition, {
        incarnation: message.incarnation,
        seq: rewind ? 0n : message.seq,
        deliverFrom: 0n,
      });
      return rewind ? 'rewind' : 'deliver';
    },
  };
}

/** A number that the partition cannot have reached is of another incarnation: everything held is newer. */
const seqHeld = (seq: bigint, high: bigint): bigint => (seq > high ? 0n : seq);

const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);
