import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import {
  EARLIEST_INSTANT,
  formatInstant,
  type Instant,
  instantOf,
  LATEST_INSTANT,
  parseInstant,
  systemClock,
} from '../clock.ts';

const anyInstant = fc.bigInt({ min: EARLIEST_INSTANT, max: LATEST_INSTANT }).map(instantOf);
const micros = (text: string) => parseInstant(text) as Instant;

describe('An instant', () => {
  test('comes back from its text, in all years from 0000 to 9999', () => {
    fc.assert(
      fc.property(anyInstant, (at) => {
        expect(parseInstant(formatInstant(at))).toBe(at);
      }),
      { examples: [[EARLIEST_INSTANT], [LATEST_INSTANT], [instantOf(0n)], [instantOf(-1n)]] },
    );
  });

  test('sorts as its text does', () => {
    fc.assert(
      fc.property(anyInstant, anyInstant, (a, b) => {
        expect(formatInstant(a) < formatInstant(b)).toBe(a < b);
      }),
    );
  });

  test('is written with six decimals in UTC', () => {
    expect(formatInstant(instantOf(1_795_266_280_123_456n))).toBe('2026-11-21T13:04:40.123456Z');
    expect(formatInstant(instantOf(-1n))).toBe('1969-12-31T23:59:59.999999Z');
    expect(formatInstant(EARLIEST_INSTANT)).toBe('0000-01-01T00:00:00.000000Z');
    expect(formatInstant(LATEST_INSTANT)).toBe('9999-12-31T23:59:59.999999Z');
  });

  test.each([EARLIEST_INSTANT - 1n, LATEST_INSTANT + 1n])('cannot be written as text at %s µs', (at) => {
    expect(() => formatInstant(instantOf(at))).toThrow(RangeError);
  });

  test('keeps each microsecond that was given', () => {
    expect(micros('1970-01-01T00:00:00.000001Z')).toBe(1n);
    expect(micros('1970-01-01T00:00:00.1Z')).toBe(100_000n);
    expect(micros('1970-01-01T00:00:01Z')).toBe(1_000_000n);
  });

  test.each([
    ['2026-11-21T18:34:40+05:30', '2026-11-21T13:04:40Z'],
    ['2026-11-21T03:34:40.5-09:30', '2026-11-21T13:04:40.5Z'],
    ['2026-11-22T02:49:40+13:45', '2026-11-21T13:04:40Z'],
    ['2026-11-21T13:04:40-00:00', '2026-11-21T13:04:40Z'],
    ['2026-11-21t13:04:40z', '2026-11-21T13:04:40Z'],
  ])('%s is %s', (text, utc) => {
    expect(micros(text)).toBe(micros(utc));
  });

  test('on 29 February is there in leap years only', () => {
    expect(parseInstant('2024-02-29T00:00:00Z')).toBeDefined();
    expect(parseInstant('2000-02-29T00:00:00Z')).toBeDefined();
    expect(parseInstant('1900-02-29T00:00:00Z')).toBeUndefined();
    expect(parseInstant('2026-02-29T00:00:00Z')).toBeUndefined();
  });

  test.each([
    ['30 February', '2024-02-30T00:00:00Z'],
    ['31 April', '2026-04-31T00:00:00Z'],
    ['day 0', '2026-04-00T00:00:00Z'],
    ['month 0', '2026-00-10T00:00:00Z'],
    ['month 13', '2026-13-10T00:00:00Z'],
    ['hour 24', '2026-04-30T24:00:00Z'],
    ['minute 60', '2026-04-30T23:60:00Z'],
    ['a leap second', '2016-12-31T23:59:60Z'],
    ['an offset of 24 hours', '2026-04-30T00:00:00+24:00'],
    ['an offset of 60 minutes', '2026-04-30T00:00:00+01:60'],
    ['no offset', '2026-04-30T00:00:00'],
    ['no time', '2026-04-30'],
    ['no seconds', '2026-04-30T00:00Z'],
    ['nanoseconds', '2026-04-30T00:00:00.1234567Z'],
    ['a point without decimals', '2026-04-30T00:00:00.Z'],
    ['a space for the T', '2026-04-30 00:00:00Z'],
    ['a line break at the end', '2026-04-30T00:00:00Z\n'],
    ['a year of five digits', '12026-04-30T00:00:00Z'],
    ['before the year 0000', '0000-01-01T00:00:00+00:01'],
    ['after the year 9999', '9999-12-31T23:59:59-00:01'],
    ['nothing', ''],
  ])('is refused: %s', (_what, text) => {
    expect(parseInstant(text)).toBeUndefined();
  });
});

describe("The machine's clock", () => {
  test('shows the wall time, in microseconds', () => {
    const beforeMs = Date.now();
    const seen = Array.from({ length: 100 }, () => systemClock.now());
    const afterMs = Date.now();
    for (const at of seen) {
      expect(Number(at / 1000n)).toBeGreaterThanOrEqual(beforeMs - 3);
      expect(Number(at / 1000n)).toBeLessThanOrEqual(afterMs + 3);
    }
    expect(seen.some((at) => at % 1000n !== 0n)).toBe(true);
  });

  test('follows when the wall clock is set, as after a sleep of the machine', () => {
    const hourLater = Date.now() + 3_600_000;
    jest.spyOn(Date, 'now').mockReturnValue(hourLater);
    expect(Math.abs(Number(systemClock.now() / 1000n) - hourLater)).toBeLessThanOrEqual(3);
    jest.restoreAllMocks();
    expect(Math.abs(Number(systemClock.now() / 1000n) - Date.now())).toBeLessThan(100);
  });
});
