import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { frameReader, serverFrameOf, TEXT } from '../clients/frames.ts';

/** Lengths around those at which a frame's head is longer. */
const text = fc.nat({ max: 3 }).chain((n) => fc.string({ maxLength: [10, 130, 600, 70_000][n] ?? 10 }));

test('frames of a server are read whole, in whatever pieces they come', () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 5 }), fc.integer({ min: 1, max: 5_000 }), (texts, pieceBytes) => {
      const heard: string[] = [];
      const read = frameReader((opcode, payload) => opcode === TEXT && heard.push(`${payload}`));
      const bytes = Buffer.concat(texts.map(serverFrameOf));
      for (let at = 0; at < bytes.length; at += pieceBytes) read(bytes.subarray(at, at + pieceBytes));
      expect(heard).toEqual(texts);
    }),
    { seed: 7, numRuns: 100 },
  );
});
