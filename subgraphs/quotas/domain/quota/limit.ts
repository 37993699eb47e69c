import type { Instant } from 'platform/kernel/clock';
import type { Rule } from 'platform/limiter/rule';
import { isInEffect, type Override } from '../override/override.ts';
import type { Policy } from '../policy/policy.ts';
import { fitOf, type Subject } from '../subject.ts';
import { ruleOf } from './rule.ts';

/** What limits a subject: a policy, and the override that is in effect. */
export interface Limit<P extends Policy = Policy> {
  readonly policy: P;
  readonly override: Override | undefined;
  readonly subject: Subject;
  readonly rule: Rule;
  /** Names what is counted, in the subject's tenant. */
  readonly key: string;
}

/**
 * Of a tenant's policies, which come by name, the one that limits the subject's use of the resource: the one that
 * describes the subject best, of equals the first. Undefined: none does.
 */
export function policyFor<P extends Policy>(
  policies: readonly P[],
  subject: Subject,
  resource: string,
): P | undefined {
  let best: P | undefined;
  let bestFit = -1;
  for (const policy of policies) {
    const { subject: about, resource: of } = policy.terms;
    const fit = of === resource && about.kind === subject.kind ? fitOf(about.pattern, subject.id) : undefined;
    if (fit === undefined || fit <= bestFit) continue;
    best = policy;
    bestFit = fit;
  }
  return best;
}

/** Of several overrides in effect the one requested last. */
export function limitOf<P extends Policy>(
  policy: P,
  subject: Subject,
  overrides: readonly Override[],
  now: Instant,
): Limit<P> {
  const override = overrides.findLast(
    (each) => each.policyId === policy.id && isAbout(each, subject) && isInEffect(each, now),
  );
  return {
    policy,
    override,
    subject,
    rule: ruleOf(policy.terms, override),
    key: keyOf(policy, subject),
  };
}

/** Another algorithm begins anew: it could not read what the one before left. */
export const keyOf = ({ id, terms }: Policy, subject: Subject): string =>
  `${id}/${terms.algorithm}/${subject.kind}/${subject.id}`;

const isAbout = ({ subject }: Override, { kind, id }: Subject): boolean =>
  subject.kind === kind && subject.id === id;
