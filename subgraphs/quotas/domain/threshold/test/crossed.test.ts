import { describe, expect, test } from '@jest/globals';
import { monthly, perSecond } from '../../policy/test/terms.ts';
import { ruleOf } from '../../quota/rule.ts';
import { levelOf, MAX_PERIOD_MS, MIN_PERIOD_MS, tellingPeriod } from '../crossed.ts';

const bucket = ruleOf(perSecond());
const noonMs = Date.UTC(2026, 10, 21, 12);

describe('a threshold', () => {
  test.each([
    [100, undefined],
    [21, undefined],
    [20, 'NEAR_LIMIT'],
    [0, 'NEAR_LIMIT'],
    [-5, 'NEAR_LIMIT'],
  ])('with %d of 100 left and a ratio of 0.8: %s', (remaining, level) => {
    expect(levelOf({ allowed: true, remaining }, bucket, 0.8)).toBe(level);
  });

  test('is exceeded by what is refused, whatever is left', () => {
    expect(levelOf({ allowed: false, remaining: 99 }, bucket, 0.8)).toBe('EXCEEDED');
  });

  describe('of a calendar with a rollover of 4,000 beside 1,000', () => {
    const calendar = { unit: 'MONTH', timeZone: 'UTC', startDay: 1, rollover: 4_000 } as const;
    const rule = ruleOf(monthly({ calendar }));

    test.each([
      [0, 999, undefined],
      [0, 201, undefined],
      [0, 200, 'NEAR_LIMIT'],
      [1_000, 401, undefined],
      [1_000, 400, 'NEAR_LIMIT'],
      [4_000, 1_000, 'NEAR_LIMIT'],
    ])(
      'counts what was rolled over, not what could have been: %d, and %d left: %s',
      (rolledOver, remaining, level) => {
        expect(levelOf({ allowed: true, remaining, rolledOver }, rule, 0.8)).toBe(level);
      },
    );
  });
});

describe('the period in which it is told once', () => {
  test('is a minute at the least', () => {
    expect(tellingPeriod(bucket, noonMs + MIN_PERIOD_MS - 1)).toBe(noonMs);
    expect(tellingPeriod(bucket, noonMs + MIN_PERIOD_MS)).toBe(noonMs + MIN_PERIOD_MS);
  });

  test('of a bucket is as long as it takes to fill', () => {
    const slow = ruleOf(perSecond({ limit: 1, burst: 3_600 }));
    expect(tellingPeriod(slow, noonMs + 3_599_999)).toBe(noonMs);
    expect(tellingPeriod(slow, noonMs + 3_600_000)).toBe(noonMs + 3_600_000);
  });

  test('is a year at the most, also of a bucket that takes longer to fill than there have been years since 1970', () => {
    const glacial = ruleOf(perSecond({ limit: 1, burst: 1_000_000, periodMs: 2_678_400_000 }));
    const startMs = tellingPeriod(glacial, noonMs);
    expect(startMs).toBeGreaterThan(noonMs - MAX_PERIOD_MS);
    expect(tellingPeriod(glacial, noonMs + MAX_PERIOD_MS)).toBe(startMs + MAX_PERIOD_MS);
  });

  test('of a calendar is its own, in its time zone', () => {
    expect(tellingPeriod(ruleOf(monthly()), noonMs)).toBe(Date.parse('2026-10-31T23:00:00Z'));
  });
});
