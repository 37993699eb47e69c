import { periodStart } from 'platform/limiter/calendarQuota';
import { windowStart } from 'platform/limiter/fixedWindow';
import type { Rule } from 'platform/limiter/rule';
import type { ThresholdCrossed } from '../../contract/events.ts';
import { capacityOf } from '../quota/rule.ts';

export type Level = ThresholdCrossed['level'];

/** Thresholds are told no more often than this, however short the period. */
export const MIN_PERIOD_MS = 60_000;
/** And no more seldom than this, a year, however long a bucket takes to fill. */
export const MAX_PERIOD_MS = 365 * 86_400_000;

/** How use stands after something was taken, or refused. */
export interface Standing {
  readonly allowed: boolean;
  readonly remaining: number;
  /** Of a calendar: what was left over from the period before. */
  readonly rolledOver?: number;
}

/** Which threshold the standing is beyond; undefined: none. */
export function levelOf(
  { allowed, remaining, rolledOver }: Standing,
  rule: Rule,
  nearLimitRatio: number,
): Level | undefined {
  if (!allowed) return 'EXCEEDED';
  const capacity = capacityOf(rule, rolledOver);
  return capacity - remaining >= capacity * nearLimitRatio ? 'NEAR_LIMIT' : undefined;
}

/**
 * When the period began in which a threshold is told once: the rule's own, of a bucket as long as it takes to fill, but
 * a minute at the least and a year at the most.
 */
export function tellingPeriod(rule: Rule, atMs: number): number {
  if (rule.algorithm === 'calendarQuota') return periodStart(rule, atMs);
  const fillMs = 'burst' in rule ? Math.ceil((rule.burst * rule.periodMs) / rule.limit) : rule.periodMs;
  return windowStart(Math.min(Math.max(MIN_PERIOD_MS, fillMs), MAX_PERIOD_MS), atMs);
}
