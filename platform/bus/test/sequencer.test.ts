import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createSequencer, type Sequencer } from '../sequencer.ts';

/** A log as a relay may write it: gapless numbers, with pieces published again from any earlier point. */
const log = fc
  .array(fc.record({ back: fc.nat({ max: 5 }), length: fc.integer({ min: 1, max: 8 }) }), { maxLength: 8 })
  .map((pieces) => {
    const seqs: number[] = [];
    let next = 1;
    for (const { back, length } of pieces) {
      const from = Math.max(1, next - back);
      for (let seq = from; seq < from + length; seq++) seqs.push(seq);
      next = Math.max(next, from + length);
    }
    return seqs;
  });

const read = (
  sequencer: Sequencer,
  seqs: readonly number[],
  begin = sequencer.begin.get(0) ?? 0n,
): number[] =>
  seqs.filter(
    (seq, offset) =>
      BigInt(offset) >= begin &&
      sequencer.judge({ partition: 0, offset: BigInt(offset), seq: BigInt(seq), incarnation: 'a' }) ===
        'deliver',
  );

describe('A sequencer', () => {
  test('after any seq that was reached, delivers all that follow, each once and in order', () => {
    fc.assert(
      fc.property(log, fc.nat(), (seqs, pick) => {
        const last = Math.max(0, ...seqs);
        const after = pick % (last + 1);
        const bounds = [{ partition: 0, low: 0n, high: BigInt(seqs.length) }];
        const sequencer = createSequencer(new Map([[0, BigInt(after)]]), bounds);
        expect(read(sequencer, seqs)).toEqual(Array.from({ length: last - after }, (_, n) => after + n + 1));
      }),
    );
  });

  test('from now, delivers only what comes, in order, and misses nothing new', () => {
    fc.assert(
      fc.property(log, fc.nat(), (seqs, pick) => {
        const high = pick % (seqs.length + 1);
        const sequencer = createSequencer('now', [{ partition: 0, low: 0n, high: BigInt(high) }]);
        const delivered = read(sequencer, seqs);
        const [before, after] = [seqs.slice(0, high), seqs.slice(high)];
        const known = Math.max(0, ...before);
        expect(delivered).toEqual([...new Set(delivered)].sort((a, b) => a - b));
        expect(delivered.every((seq) => seq > (before.at(-1) ?? 0))).toBe(true);
        expect(delivered.filter((seq) => seq > known)).toEqual(
          [...new Set(after)].filter((seq) => seq > known),
        );
      }),
    );
  });

  test('begins at the oldest message that is still held', () => {
    const bounds = [{ partition: 0, low: 40n, high: 90n }];
    expect(createSequencer(new Map([[0, 7n]]), bounds).begin.get(0)).toBe(40n);
    expect(createSequencer(new Map(), bounds).begin.get(0)).toBe(40n);
    expect(createSequencer(new Map([[0, 60n]]), bounds).begin.get(0)).toBe(59n);
    expect(createSequencer('now', bounds).begin.get(0)).toBe(89n);
  });

  test('takes a seq that the partition cannot have reached for one of another incarnation', () => {
    const sequencer = createSequencer(new Map([[0, 50n]]), [{ partition: 0, low: 0n, high: 3n }]);
    expect(sequencer.begin.get(0)).toBe(0n);
    expect(read(sequencer, [1, 2, 3])).toEqual([1, 2, 3]);
  });

  test('a new incarnation begins again at 1; when its beginning was missed it is to be read again', () => {
    const place = (seq: bigint, incarnation: string) => ({
      partition: 0,
      offset: seq - 1n,
      seq,
      incarnation,
    });
    const sequencer = createSequencer(new Map(), [{ partition: 0, low: 0n, high: 0n }]);
    expect(sequencer.judge(place(1n, 'a'))).toBe('deliver');
    expect(sequencer.judge(place(1n, 'b'))).toBe('deliver');
    expect(sequencer.judge(place(3n, 'c'))).toBe('rewind');
    expect(sequencer.judge(place(1n, 'c'))).toBe('deliver');
    expect(sequencer.judge(place(1n, 'c'))).toBe('drop');
  });
});
