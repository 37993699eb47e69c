import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hashInput } from '../input-hash.ts';

const hex = (input: object): string => hashInput(input).toString('hex');
const eur = (amount: string) => ({ amount: { amount, currency: 'EUR' } });

describe('is the same', () => {
  test.each<[string, object, object]>([
    ['whatever the order of fields', { a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }],
    ['for "1.0" and "1.00" of money', eur('1.0'), eur('1.00')],
    ['for money in lists', { postings: [eur('1'), eur('2')] }, { postings: [eur('1.00'), eur('2.0')] }],
    ['with another idempotency key', { a: 1, idempotencyKey: 'x' }, { a: 1, idempotencyKey: 'y' }],
    ['for an absent field and an undefined one', { a: 1 }, { a: 1, b: undefined }],
    ['for a bigint and its digits', { a: 5n }, { a: '5' }],
  ])('%s', (_what, a, b) => {
    expect(hex(a)).toBe(hex(b));
  });

  test('for any JSON and its copy', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), (input) => {
        expect(hex(JSON.parse(JSON.stringify(input)) as object)).toBe(hex(input));
      }),
    );
  });
});

describe('differs', () => {
  test.each<[string, object, object]>([
    ['for other amounts', eur('1.01'), eur('1.1')],
    ['for other currencies', eur('1'), { amount: { amount: '1', currency: 'USD' } }],
    ['for null and absent', { a: null }, {}],
    ['for another order in a list', { a: [1, 2] }, { a: [2, 1] }],
    ['for malformed amounts that look alike', eur('1.0x'), eur('1.00x')],
    ['for amounts of something that is not money', { amount: '1.0' }, { amount: '1.00' }],
    [
      'for amounts beside other fields',
      { amount: '1.0', currency: 'EUR', n: 1 },
      { amount: '1.00', currency: 'EUR', n: 1 },
    ],
    ['for a key inside', { a: { idempotencyKey: 'x' } }, { a: { idempotencyKey: 'y' } }],
  ])('%s', (_what, a, b) => {
    expect(hex(a)).not.toBe(hex(b));
  });
});

test('the hash never changes: stored keys are compared with it', () => {
  expect(hex({ ledgerId: 'ldg_1', ...eur('1.50'), idempotencyKey: 'k' })).toMatchInlineSnapshot(
    `"0b1ec82e146450e53ec2c70e199ef68a67352e95f0d106025dc186a7cb9d1579"`,
  );
});
