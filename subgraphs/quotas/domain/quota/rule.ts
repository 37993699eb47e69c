import type { Rule } from 'platform/limiter/rule';
import { hasBurst } from '../policy/check.ts';
import type { Terms } from '../policy/policy.ts';

/** What an override puts in the place of a policy's amounts. */
export interface Amounts {
  readonly limit: number;
  /** Null: the policy's, or the limit if that is more. */
  readonly burst: number | null;
}

const ALGORITHM = {
  TOKEN_BUCKET: 'tokenBucket',
  LEAKY_BUCKET: 'gcra',
  FIXED_WINDOW: 'fixedWindow',
  SLIDING_WINDOW: 'slidingWindow',
  CONCURRENCY: 'concurrency',
} as const;

/** The policy as an algorithm takes it, with an override's amounts while one is in effect. */
export function ruleOf(terms: Terms, override?: Amounts): Rule {
  const limit = override?.limit ?? terms.limit;
  if (terms.algorithm === 'CALENDAR') return calendarRule(terms, limit);
  const algorithm = ALGORITHM[terms.algorithm];
  const burst = override?.burst ?? Math.max(terms.burst ?? limit, override?.limit ?? 0);
  const periodMs = terms.periodMs ?? 0;
  return hasBurst(terms)
    ? ({ algorithm, limit, periodMs, burst } as Rule)
    : ({ algorithm, limit, periodMs } as Rule);
}

function calendarRule({ calendar }: Terms, limit: number): Rule {
  if (!calendar) throw new RangeError('a calendar was checked to be there');
  const { unit, ...rest } = calendar;
  return { algorithm: 'calendarQuota', limit, unit: unit === 'DAY' ? 'day' : 'month', ...rest };
}

/** The most that may be there at once: of a calendar with what was rolled over, where that is known, else could be. */
export function capacityOf(rule: Rule, rolledOver?: number): number {
  if ('burst' in rule) return rule.burst;
  return rule.limit + ('rollover' in rule ? (rolledOver ?? rule.rollover ?? 0) : 0);
}
