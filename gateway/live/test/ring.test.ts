import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createRing } from '../ring.ts';
import { messageAt, PARTITIONS } from './scripted-bus.ts';

const NOTHING = new Map<number, bigint>();
const names = (messages: ReturnType<ReturnType<typeof createRing>['after']>) =>
  messages?.map(({ partition, seq }) => `${partition}:${seq}`);

describe('a ring', () => {
  test('has what follows a position, in the order in which it came', () => {
    const ring = createRing(NOTHING, { recentEvents: 10, recentBytes: 10_000 });
    ring.add(messageAt(0, 1n));
    ring.add(messageAt(1, 1n));
    ring.add(messageAt(0, 2n));
    expect(names(ring.after(new Map([[0, 1n]])))).toEqual(['1:1', '0:2']);
  });

  test('does not have what came before it began', () => {
    const ring = createRing(new Map([[0, 5n]]), { recentEvents: 10, recentBytes: 10_000 });
    expect([ring.after(new Map([[0, 4n]])), ring.after(new Map([[0, 5n]]))]).toEqual([undefined, []]);
  });

  test('does not have what came in a partition before its first message, when that is not the first of all', () => {
    const ring = createRing(NOTHING, { recentEvents: 10, recentBytes: 10_000 });
    ring.add(messageAt(0, 7n));
    expect([ring.after(NOTHING), names(ring.after(new Map([[0, 6n]])))]).toEqual([undefined, ['0:7']]);
  });

  test('keeps no more bytes than it may, nothing of a message that alone is more', () => {
    const one = JSON.stringify(messageAt(0, 1n).event.data).length;
    const ring = createRing(NOTHING, { recentEvents: 10, recentBytes: 2 * one });
    for (const seq of [1n, 2n, 3n]) ring.add(messageAt(0, seq));
    expect([ring.after(NOTHING), names(ring.after(new Map([[0, 1n]])))]).toEqual([undefined, ['0:2', '0:3']]);
    const none = createRing(NOTHING, { recentEvents: 10, recentBytes: one - 1 });
    none.add(messageAt(0, 1n));
    expect([none.after(NOTHING), none.after(new Map([[0, 1n]]))]).toEqual([undefined, []]);
  });
});

test('law: what follows a position is all there in order, or is said not to be there', () => {
  const order = fc.array(fc.constantFrom(...PARTITIONS), { maxLength: 40 });
  const back = fc.array(fc.bigInt(0n, 5n), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(order, back, fc.integer({ min: 1, max: 30 }), (partitions, behind, recentEvents) => {
      const ring = createRing(NOTHING, { recentEvents, recentBytes: 1_000_000 });
      const log = new Map<number, bigint>();
      const added: string[] = [];
      for (const partition of partitions) {
        const seq = (log.get(partition) ?? 0n) + 1n;
        log.set(partition, seq);
        ring.add(messageAt(partition, seq));
        added.push(`${partition}:${seq}`);
      }
      const from = new Map(
        [...log].map(([p, seq]) => [p, seq > (behind[p] ?? 0n) ? seq - (behind[p] ?? 0n) : 0n]),
      );
      const isMissing = (name: string) => {
        const [partition, seq] = name.split(':');
        return BigInt(seq ?? 0) > (from.get(Number(partition)) ?? 0n);
      };
      const isThere = !added.slice(0, -recentEvents).some(isMissing);
      expect(names(ring.after(from))).toEqual(isThere ? added.filter(isMissing) : undefined);
    }),
    { seed: 11 },
  );
});
