import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Decimal, inverse, parseDecimal, ratioOf } from '../decimal.ts';

const decimal = (text: string): Decimal => parseDecimal(text) as Decimal;

describe('A decimal', () => {
  test.each([
    ['1', '1'],
    ['1.0825', '1.0825'],
    ['1.50', '1.5'],
    ['007.000', '7'],
    ['0.000', '0'],
    ['0.000000000001', '0.000000000001'],
    ['999999999999.999999999999', '999999999999.999999999999'],
  ])('%s is %s in its shortest form', (text, shortest) => {
    expect(parseDecimal(text)).toBe(shortest);
  });

  test.each([
    '',
    '-1',
    '+1',
    '1.',
    '.5',
    '1,5',
    '1e3',
    ' 1',
    '1\n',
    '١',
    'abc',
    '1'.repeat(13),
    `0.${'1'.repeat(13)}`,
  ])('%j is none', (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  });

  test('is its ratio, exactly', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n - 1n }), fc.nat(999_999), (whole, fraction) => {
        const { numerator, denominator } = ratioOf(decimal(`${whole}.${String(fraction).padStart(6, '0')}`));
        expect(numerator * 1_000_000n).toBe((whole * 1_000_000n + BigInt(fraction)) * denominator);
      }),
    );
  });

  test('is the inverse of its inverse', () => {
    const ratio = ratioOf(decimal('1.25'));
    expect(ratio).toEqual({ numerator: 125n, denominator: 100n });
    expect(inverse(ratio)).toEqual({ numerator: 100n, denominator: 125n });
    expect(inverse(inverse(ratio))).toEqual(ratio);
  });
});
