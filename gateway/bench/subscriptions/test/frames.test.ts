import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { frameReader, serverFrameOf, TEXT } from '../clients/frames.ts';

/** Lengths around those at which a frame's head is longer. */
const text = fc.constantFrom(0, 1, 125, 126, 65_535, 65_536, 70_000).map((length) => 'x'.repeat(length));

test('frames of a server are read whole, in whatever pieces they come', () => {
  fc.assert(
    fc.property(
      fc.array(text, { maxLength: 5 }),
      fc.integer({ min: 1, max: 100_000 }),
      (texts, pieceBytes) => {
        const heard: string[] = [];
        const read = frameReader((opcode, payload) => opcode === TEXT && heard.push(`${payload}`));
        const bytes = Buffer.concat(texts.map(serverFrameOf));
        for (let at = 0; at < bytes.length; at += pieceBytes) read(bytes.subarray(at, at + pieceBytes));
        expect(heard).toEqual(texts);
      },
    ),
    { seed: 7, numRuns: 100 },
  );
});
