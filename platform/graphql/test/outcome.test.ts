import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeOutcome, encodeOutcome } from '../outcome.ts';

const plain = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.bigInt(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value')),
    fc.dictionary(fc.string(), tie('value')),
  ),
})).value;

test('every outcome comes back as it was, bigint and all', () => {
  fc.assert(
    fc.property(plain, (outcome) => {
      expect(decodeOutcome(encodeOutcome(outcome))).toEqual(outcome);
    }),
  );
});

test.each<[string, unknown]>([
  ['a Date', { at: new Date() }],
  ['a Map', { items: new Map() }],
  ['an object of a class', { error: new (class Entity {})() }],
  ['a function', { lazy: () => 1 }],
])('%s is not plain data, and a bug', (_what, outcome) => {
  expect(() => encodeOutcome(outcome)).toThrow('an outcome is plain data');
});
