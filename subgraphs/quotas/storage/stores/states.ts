import type { CalendarState } from 'platform/limiter/calendarQuota';
import type { ConcurrencyState } from 'platform/limiter/concurrency';
import type { WindowState } from 'platform/limiter/fixedWindow';
import type { GcraState } from 'platform/limiter/gcra';
import type { Algorithm, Rule } from 'platform/limiter/rule';
import type { SlidingState } from 'platform/limiter/slidingWindow';
import type { BucketState } from 'platform/limiter/tokenBucket';

/** Each algorithm's number in what stores keep. */
export const ALGORITHM_NUMBERS: Readonly<Record<Algorithm, number>> = {
  tokenBucket: 1,
  gcra: 2,
  fixedWindow: 3,
  slidingWindow: 4,
  concurrency: 5,
  calendarQuota: 6,
};

type Read = (numbers: readonly number[]) => unknown;

const READ: Readonly<Record<Algorithm, Read>> = {
  tokenBucket: ([parts = 0, partsPerToken = 0, atMs = 0]): BucketState => ({ parts, partsPerToken, atMs }),
  gcra: ([aheadParts = 0, partsPerUnit = 0, atMs = 0]): GcraState => ({ aheadParts, partsPerUnit, atMs }),
  fixedWindow: ([startMs = 0, used = 0]): WindowState => ({ startMs, used }),
  slidingWindow: ([startMs = 0, periodMs = 0, atMs = 0, current = 0, previous = 0]): SlidingState => ({
    ...{ startMs, periodMs, atMs },
    ...{ current, previous },
  }),
  concurrency: (numbers): ConcurrencyState => ({
    held: Array.from({ length: numbers.length / 2 }, (_, n) => ({
      quantity: numbers[2 * n] as number,
      untilMs: numbers[2 * n + 1] as number,
    })),
  }),
  calendarQuota: ([startMs = 0, used = 0, rolledOver = 0]): CalendarState => ({ startMs, used, rolledOver }),
};

/** A state of platform/limiter from what a store keeps: the algorithm's number, and the state's own. */
export const readState = (rule: Rule, [, ...numbers]: readonly number[]): unknown =>
  READ[rule.algorithm](numbers);
