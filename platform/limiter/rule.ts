import calendarQuota, { type CalendarPolicy, settle as settleCalendar } from './calendarQuota.ts';
import concurrency, { settle as settleConcurrency } from './concurrency.ts';
import type { Decision, Policy } from './decision.ts';
import fixedWindow, { settle as settleFixed } from './fixedWindow.ts';
import gcra, { settle as settleGcra } from './gcra.ts';
import slidingWindow, { settle as settleSliding } from './slidingWindow.ts';
import tokenBucket, { settle as settleBucket } from './tokenBucket.ts';

/** How much in which time. */
type Window = Pick<Policy, 'limit' | 'periodMs'>;

/** An algorithm and what it is set to. Whole numbers. */
export type Rule =
  | ({ readonly algorithm: 'tokenBucket' } & Policy)
  | ({ readonly algorithm: 'gcra' } & Policy)
  | ({ readonly algorithm: 'fixedWindow' } & Window)
  | ({ readonly algorithm: 'slidingWindow' } & Window)
  | ({ readonly algorithm: 'concurrency' } & Window)
  | ({ readonly algorithm: 'calendarQuota' } & CalendarPolicy);

export type Algorithm = Rule['algorithm'];

type Decide = (state: never, policy: never, nowMs: number, quantity: number) => Decision<unknown>;

const DECIDE: Readonly<Record<Algorithm, Decide>> = {
  tokenBucket,
  gcra,
  fixedWindow,
  slidingWindow,
  concurrency,
  calendarQuota,
};

const SETTLE: Readonly<Record<Algorithm, Decide>> = {
  tokenBucket: settleBucket,
  gcra: settleGcra,
  fixedWindow: settleFixed,
  slidingWindow: settleSliding,
  concurrency: settleConcurrency,
  calendarQuota: settleCalendar,
};

/** What the rule's algorithm decides. `state` is what the same algorithm answered before; undefined at first. */
export const decideBy = (state: unknown, rule: Rule, nowMs: number, quantity: number): Decision<unknown> =>
  DECIDE[rule.algorithm](state as never, rule as never, nowMs, quantity);

/**
 * Corrects what was taken: `difference` comes back, never above what there can be, or goes, when it is negative, also
 * when it is not there.
 */
export const settleBy = (state: unknown, rule: Rule, nowMs: number, difference: number): Decision<unknown> =>
  SETTLE[rule.algorithm](state as never, rule as never, nowMs, difference);
