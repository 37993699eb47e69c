import { describe, expect, test } from '@jest/globals';
import { createCursors, MAX_CURSOR_LENGTH, type Position } from '../cursor.ts';

const TOPIC = 'ledger.transaction.v1';
const position: Position = {
  topic: TOPIC,
  incarnation: 'first',
  seqs: new Map([
    [0, 12n],
    [5, 2n ** 62n],
  ]),
};
const cursors = createCursors(['new', 'old']);
const refusal = (open: () => unknown): unknown => {
  try {
    return open();
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('a cursor', () => {
  test('opens to the position that was sealed', () => {
    expect(cursors.open(cursors.seal(position), TOPIC)).toEqual(position);
  });

  test('of the same position is the same text, sealed once for all who are told of it', () => {
    expect(cursors.seal(position)).toBe(cursors.seal(position));
    expect(cursors.seal({ ...position })).not.toBe(cursors.seal(position));
  });

  test('carries a position at which nothing was ever seen', () => {
    const nothing = { topic: TOPIC, incarnation: undefined, seqs: new Map<number, bigint>() };
    expect(cursors.open(cursors.seal(nothing), TOPIC)).toEqual(nothing);
  });

  test('tells nothing of what is in it', () => {
    const text = Buffer.from(cursors.seal(position), 'base64url').toString('latin1');
    expect(text).not.toContain('ledger');
  });

  test('opens with an older secret, so that secrets can be rotated', () => {
    expect(cursors.open(createCursors(['old']).seal(position), TOPIC)).toEqual(position);
  });

  test.each([
    ['is not base64url', 'not a cursor!'],
    ['is empty', ''],
    ['is too short to be one', 'AQ'],
    ['was sealed with a secret of somebody else', createCursors(['theirs']).seal(position)],
    ['has a padding that the API does not write', `${cursors.seal(position)}=`],
    ['is longer than any of ours', 'A'.repeat(MAX_CURSOR_LENGTH + 1)],
  ])('that %s is CURSOR_INVALID', (_why, cursor) => {
    expect(refusal(() => cursors.open(cursor, TOPIC))).toBe('CURSOR_INVALID');
  });

  test('with any one bit changed is CURSOR_INVALID', () => {
    const bytes = Buffer.from(cursors.seal(position), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 7) {
      const forged = Buffer.from(bytes);
      forged[bit >> 3] = (forged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(refusal(() => cursors.open(forged.toString('base64url'), TOPIC))).toBe('CURSOR_INVALID');
    }
  });

  test('of another topic is CURSOR_INVALID', () => {
    expect(refusal(() => cursors.open(cursors.seal(position), 'payments.payment.v1'))).toBe('CURSOR_INVALID');
  });
});
