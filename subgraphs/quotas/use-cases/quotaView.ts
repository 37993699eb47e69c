import { type Instant, instantOf, LATEST_INSTANT } from 'platform/kernel/clock';
import type { Refusal } from 'platform/kernel/refusal';
import type { Override } from '../domain/override/override.ts';
import { capacityOf } from '../domain/quota/rule.ts';
import type { Subject } from '../domain/subject.ts';
import type { PolicyView } from '../read-models/policy-book/read.ts';
import { isEnforced } from './decideQuota.ts';
import type { Outcome, Standing } from './outcome.ts';

/** How a subject stands with one policy; plain data. */
export interface PolicyStatusView {
  readonly policy: PolicyView;
  readonly subject: Subject;
  readonly override: Override | null;
  readonly limit: number;
  /** The most that may be there at once. */
  readonly capacity: number;
  readonly remaining: number;
  readonly resetAfterMs: number;
  readonly resetAt: Instant;
  /** 0: it would be admitted. Null: never. */
  readonly retryAfterMs: number | null;
}

export interface QuotaView {
  readonly resource: string;
  readonly policies: readonly PolicyStatusView[];
  /** The store did not answer: it is charged later. */
  readonly undecided?: boolean;
}

/** The policy that refuses longest, and how all of them stand. */
export type QuotaExceeded = Refusal<'QuotaExceeded'> & {
  readonly policy: PolicyView;
  readonly limit: bigint;
  readonly remaining: bigint;
  readonly retryAfterMs: bigint | null;
  readonly policies: readonly PolicyStatusView[];
};

/** More is given back than is held. */
export type QuotaNotHeld = Refusal<'QuotaNotHeld'> & {
  /** Of which the least is held. */
  readonly policy: PolicyView;
  readonly held: bigint;
};

export const quotaView = (resource: string, { standings, owedTo = [], atMs }: Outcome): QuotaView => ({
  resource,
  policies: standings.map((standing) => statusView(standing, atMs)),
  undecided: owedTo.length > 0,
});

/** Of an outcome that was not allowed; `field` says how much was asked for. */
export function quotaExceeded({ standings, atMs }: Outcome, field = 'quantity'): QuotaExceeded {
  const policies = standings.map((standing) => statusView(standing, atMs));
  const refusing = policies.filter((_, index) => refuses(standings[index] as Standing));
  const status = refusing.reduce((one, other) => (waitOf(other) > waitOf(one) ? other : one));
  const { policy, limit, remaining, retryAfterMs } = status;
  return {
    type: 'QuotaExceeded',
    message: `The quota "${policy.name}" ${retryAfterMs === null ? 'never covers so much' : 'does not cover it now'}.`,
    path: ['input', field],
    policy,
    limit: BigInt(limit),
    remaining: BigInt(remaining),
    retryAfterMs: retryAfterMs === null ? null : BigInt(retryAfterMs),
    policies,
  };
}

/** Of an outcome that was not allowed, of CONCURRENCY. */
export function quotaNotHeld({ standings }: Outcome): QuotaNotHeld {
  const least = standings.filter(refuses).reduce((one, other) => (heldOf(other) < heldOf(one) ? other : one));
  return {
    type: 'QuotaNotHeld',
    message: 'More is given back than is held.',
    path: ['input', 'quantity'],
    policy: least.limit.policy,
    held: BigInt(heldOf(least)),
  };
}

const heldOf = ({ limit, answer }: Standing): number => limit.rule.limit - answer.remaining;

const refuses = ({ limit, answer }: Standing): boolean => isEnforced(limit) && !answer.allowed;

export const waitOf = ({ retryAfterMs }: PolicyStatusView): number =>
  retryAfterMs ?? Number.POSITIVE_INFINITY;

function statusView({ limit, answer }: Standing, atMs: number): PolicyStatusView {
  const { policy, override = null, subject, rule } = limit;
  const { remaining, resetAfterMs, retryAfterMs, rolledOver } = answer;
  return {
    policy,
    subject,
    override,
    limit: rule.limit,
    capacity: capacityOf(rule, rolledOver),
    remaining,
    resetAfterMs,
    resetAt: instantAt(atMs + resetAfterMs),
    retryAfterMs: Number.isFinite(retryAfterMs) ? retryAfterMs : null,
  };
}

/** A bucket may take longer to fill than there are instants: then the last one there is. */
function instantAt(ms: number): Instant {
  const at = instantOf(BigInt(ms) * 1_000n);
  return at < LATEST_INSTANT ? at : LATEST_INSTANT;
}
