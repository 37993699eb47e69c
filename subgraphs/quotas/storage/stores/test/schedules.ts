import fc from 'fast-check';
import type { Rule } from 'platform/limiter/rule';
import type { Ask } from '../port.ts';

/** The same cases each time. */
export const SEED = { seed: 20_261_122 };

export const START = Date.parse('2026-11-21T12:00:00Z');
const HOUR = 3_600_000;

/** Small ones, for much to happen, and ones whose parts have as many digits as there can be. */
const limits = fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 1_000_000_000 }));
const periods = fc.oneof(fc.integer({ min: 1, max: 3_000 }), fc.integer({ min: 1, max: 1_000_000 }));
const window = { limit: limits, periodMs: periods };
const bucket = { ...window, burst: limits };
const calendar = {
  limit: fc.integer({ min: 1, max: 100 }),
  unit: fc.constantFrom('day' as const, 'month' as const),
  timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/Havana', 'Asia/Kathmandu'),
  startDay: fc.integer({ min: 1, max: 31 }),
  rollover: fc.nat(200),
};

const ofAlgorithm: readonly fc.Arbitrary<Rule>[] = [
  fc.record({ algorithm: fc.constant('tokenBucket' as const), ...bucket }),
  fc.record({ algorithm: fc.constant('gcra' as const), ...bucket }),
  fc.record({ algorithm: fc.constant('fixedWindow' as const), ...window }),
  fc.record({ algorithm: fc.constant('slidingWindow' as const), ...window }),
  fc.record({ algorithm: fc.constant('concurrency' as const), ...window }),
  fc.record({ algorithm: fc.constant('calendarQuota' as const), ...calendar }),
];

/** A key's rules: its policy, the same changed, and one of another algorithm. */
const rulesOfKey = fc
  .constantFrom(...ofAlgorithm)
  .chain((rule) => fc.tuple(rule, rule, fc.oneof(...ofAlgorithm)));

type RulesOfKey = readonly [Rule, Rule, Rule];

/** Mostly moments; at times the clock goes back, and at times days go by. */
const waits = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -2_000, max: 5_000 }) },
  { weight: 1, arbitrary: fc.nat(70 * 24 * HOUR) },
);

const asks = (keys: readonly RulesOfKey[]): fc.Arbitrary<Ask> =>
  fc
    .record({
      key: fc.nat(keys.length - 1),
      which: fc.oneof(
        { weight: 8, arbitrary: fc.constant(0 as const) },
        { weight: 2, arbitrary: fc.constant(1 as const) },
        { weight: 1, arbitrary: fc.constant(2 as const) },
      ),
      quantity: fc.oneof(fc.nat(20), fc.nat(1_000_000_000), fc.integer({ min: -50, max: -1 })),
      forced: fc.boolean(),
    })
    .map(({ key, which, quantity, forced }) => {
      const rule = (keys[key] as RulesOfKey)[which];
      const mayComeBack = forced || rule.algorithm === 'concurrency';
      return { key: `key ${key}`, rule, forced, quantity: mayComeBack ? quantity : Math.abs(quantity) };
    });

/** Calls one after the other, of three keys. */
export const schedules = fc.array(rulesOfKey, { minLength: 3, maxLength: 3 }).chain((keys) =>
  fc.array(
    fc.record({
      waitMs: waits,
      peek: fc.boolean(),
      asks: fc.uniqueArray(asks(keys), { minLength: 1, maxLength: 3, selector: ({ key }) => key }),
    }),
    { minLength: 20, maxLength: 60 },
  ),
);
