import type { DeliveredMessage } from 'platform/bus/port';
import { distance, type Seqs } from './seqs.ts';

/** The newest messages of a topic: who lacks no more than these needs no reader. */
export interface Ring {
  /** Adds the next message of its partition; the oldest ones make room. */
  add(message: DeliveredMessage): void;
  /** All that follows `seqs`, in the order in which it was added; undefined when some of it is not here. */
  after(seqs: Seqs): readonly DeliveredMessage[] | undefined;
  /** Whether anything had to make room. */
  isFull(): boolean;
}

export interface RingBounds {
  readonly recentEvents: number;
  /** Of their data as JSON. */
  readonly recentBytes: number;
}

interface Held {
  readonly message: DeliveredMessage;
  readonly bytes: number;
}

/** Empty, at `start`. */
export function createRing(start: Seqs, { recentEvents, recentBytes }: RingBounds): Ring {
  const slots: (Held | undefined)[] = [];
  const newest = new Map(start);
  /** Partition → the last `seq` that is not here. */
  const gone = new Map(start);
  let oldest = 0;
  let next = 0;
  let bytes = 0;
  // One more than it keeps: the new one is in before the oldest leaves.
  const slotOf = (n: number): number => n % (recentEvents + 1);

  const dropOldest = (): void => {
    const { message, bytes: freed } = slots[slotOf(oldest)] as Held;
    slots[slotOf(oldest)] = undefined;
    oldest += 1;
    bytes -= freed;
    if (message.seq > (gone.get(message.partition) ?? 0n)) gone.set(message.partition, message.seq);
  };

  return {
    add(message) {
      const { partition, seq } = message;
      if (seq > (newest.get(partition) ?? 0n) + 1n) gone.set(partition, seq - 1n);
      newest.set(partition, seq);
      const held = { message, bytes: JSON.stringify(message.event.data).length };
      slots[slotOf(next)] = held;
      next += 1;
      bytes += held.bytes;
      while (next - oldest > recentEvents || bytes > recentBytes) dropOldest();
    },
    after(seqs) {
      for (const [partition, seq] of gone) if ((seqs.get(partition) ?? 0n) < seq) return undefined;
      const found: DeliveredMessage[] = [];
      const missing = distance(seqs, newest);
      for (let n = next - 1; n >= oldest && found.length < missing; n -= 1) {
        const { message } = slots[slotOf(n)] as Held;
        if (message.seq > (seqs.get(message.partition) ?? 0n)) found.push(message);
      }
      return found.reverse();
    },
    isFull: () => oldest > 0,
  };
}
