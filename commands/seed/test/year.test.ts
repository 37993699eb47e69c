import { describe, expect, test } from '@jest/globals';
import { currencyOf } from '../company/chart.ts';
import { sumOn } from '../company/entry.ts';
import { yearOf } from '../company/year.ts';

const SMALL = 500;
const LARGE = 5_000;

const entriesOf = (transactions: number) =>
  yearOf(transactions).flatMap(({ entries, corrections }) => [
    ...entries,
    ...corrections.map(({ entry }) => entry),
  ]);

describe('the year of the company', () => {
  test('has about as many transactions as were asked for', () => {
    const count = entriesOf(LARGE).length;
    expect(count).toBeGreaterThan(LARGE * 0.9);
    expect(count).toBeLessThan(LARGE * 1.1);
  });

  test('is the same each time', () => {
    expect(yearOf(SMALL)).toEqual(yearOf(SMALL));
  });

  test('has entries that balance in each currency, with no line of nothing', () => {
    for (const { reference, lines } of entriesOf(LARGE)) {
      const sums = new Map<string, number>();
      for (const { code, cents } of lines)
        sums.set(currencyOf(code), (sums.get(currencyOf(code)) ?? 0) + cents);
      expect({ reference, sums: [...sums.values()] }).toEqual({
        reference,
        sums: Array(sums.size).fill(0),
      });
      expect(lines.filter(({ cents }) => cents === 0 || !Number.isSafeInteger(cents))).toEqual([]);
    }
  });

  test('names each entry once', () => {
    const references = entriesOf(LARGE).map(({ reference }) => reference);
    expect(new Set(references).size).toBe(references.length);
  });

  test('has each entry in its month, and the months closed through their ends, but for the last', () => {
    for (const { name, entries, closedThrough } of yearOf(SMALL)) {
      expect(entries.filter(({ effectiveAt }) => !effectiveAt.startsWith(name))).toEqual([]);
      expect(closedThrough?.slice(0, 7)).toBe(name === '2025-12' ? undefined : name);
    }
  });

  test('sells in two currencies, and earns money', () => {
    const all = entriesOf(LARGE);
    expect(sumOn('4030', all)).toBeLessThan(0);
    expect(sumOn('4040', all)).toBeLessThan(0);
    expect(sumOn('1010', all)).toBeGreaterThan(0);
  });

  test('sells the dollars of each month at its rate, and keeps some', () => {
    for (const { entries, dollarSale } of yearOf(LARGE)) {
      const sold = dollarSale?.cents ?? 0;
      expect(sold).toBeGreaterThan(0);
      expect(sold).toBeLessThan(sumOn('1020', entries));
    }
  });

  test('empties the till every week, after its sales, and carries no more to the bank than to the safe', () => {
    for (const { entries, cash } of yearOf(LARGE)) {
      const carried = cash.toSafe.reduce((sum, { cents }) => sum + cents, 0);
      expect(carried).toBe(sumOn('1040', entries));
      expect(carried - cash.toBank.cents).toBeLessThan(10_00);
      expect(cash.toBank.cents).toBeLessThanOrEqual(carried);
    }
  });

  test('corrects an entry of each month', () => {
    for (const { entries, corrections } of yearOf(SMALL)) {
      const [wrong, forgotten] = corrections;
      expect(entries.map(({ reference }) => reference)).toContain(wrong?.reverses);
      expect(forgotten?.reverses).toBeUndefined();
    }
  });
});
