import { describe, expect, test } from '@jest/globals';
import { ALL_CURRENCIES, type CurrencyCode, exponentOf, isCurrency } from '../currencies.ts';

describe('The currencies', () => {
  test('are known by code, once each', () => {
    expect(new Set(ALL_CURRENCIES).size).toBe(ALL_CURRENCIES.length);
    for (const code of ALL_CURRENCIES) expect(code).toMatch(/^[A-Z]{3}$/);
  });

  test('have 0, 2, 3 or 4 decimals; the list changes only on purpose', () => {
    const counts = Map.groupBy(ALL_CURRENCIES, exponentOf);
    expect([...counts].map(([exponent, codes]) => [exponent, codes.length])).toEqual([
      [0, 17],
      [2, 141],
      [3, 7],
      [4, 2],
    ]);
  });

  test.each([
    ['JPY', 0],
    ['ISK', 0],
    ['EUR', 2],
    ['HUF', 2],
    ['MGA', 2],
    ['KWD', 3],
    ['IQD', 3],
    ['CLF', 4],
    ['UYW', 4],
  ])('%s has %i decimals', (code, decimals) => {
    expect(exponentOf(code as CurrencyCode)).toBe(decimals);
  });

  test.each(['XAU', 'XDR', 'XTS', 'XXX', 'DEM', 'ZWL', 'eur', '', 'constructor'])('"%s" is none', (code) => {
    expect(isCurrency(code)).toBe(false);
  });

  test('the decimals of what is no currency are a bug, not 0', () => {
    expect(() => exponentOf('ZZZ' as CurrencyCode)).toThrow('ZZZ');
  });
});
