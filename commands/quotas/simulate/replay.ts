import { decideBy } from 'platform/limiter/rule';
import type { Terms } from '../../../subgraphs/quotas/domain/policy/policy.ts';
import { capacityOf, ruleOf } from '../../../subgraphs/quotas/domain/quota/rule.ts';
import { fitOf } from '../../../subgraphs/quotas/domain/subject.ts';
import type { Request } from './trace.ts';

export interface Decided extends Request {
  readonly allowed: boolean;
  readonly remaining: number;
  /** Until it would have been admitted; Infinity: never. */
  readonly retryAfterMs: number;
}

export interface Outcome {
  readonly decisions: readonly Decided[];
  /** The most that can be left. */
  readonly capacity: number;
}

/**
 * Decides what the policy is about, each subject for itself, by the functions that decide live. Pure. What is given back
 * is no request; it is taken back as far as it is held.
 */
export function replay(policy: Terms, requests: readonly Request[]): Outcome {
  const rule = ruleOf(policy);
  const states = new Map<string, unknown>();
  const decisions: Decided[] = [];
  for (const request of requests) {
    const { subject, atMs, quantity } = request;
    if (fitOf(policy.subject.pattern, subject) === undefined) continue;
    const { state, allowed, remaining, retryAfterMs } = decideBy(states.get(subject), rule, atMs, quantity);
    states.set(subject, state);
    if (quantity >= 0) decisions.push({ ...request, allowed, remaining, retryAfterMs });
  }
  return { decisions, capacity: capacityOf(rule) };
}
