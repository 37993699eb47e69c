import { createBoundedCache } from 'platform/kernel/bounded-cache';
import type { Decision, Policy } from 'platform/limiter/decision';
import tokenBucket, { type BucketState, settle } from 'platform/limiter/tokenBucket';
import type { BudgetSettings } from '../../config/budget.ts';
import { type Balance, type Budget, RESERVATION_TTL_MS, type Refused, type Subject } from './budget.ts';

/** The policy for each kind of subject; absent: not limited. */
export type BudgetPolicies = Readonly<Record<Subject['kind'], Policy | undefined>>;

export const policiesOf = ({ tenant, actor, address }: BudgetSettings): BudgetPolicies => ({
  tenant: policyOf(tenant),
  actor: policyOf(actor),
  address: policyOf(address),
});

const policyOf = (bucket: BudgetSettings['tenant']): Policy | undefined =>
  bucket && { limit: bucket.perSecond, periodMs: 1_000, burst: bucket.burst };

/** Buckets of one kind that are kept. Of more, those not used for longest are forgotten: they begin full again. */
const MAX_BUCKETS = 100_000;

/** A subject's; without a state it is full. */
interface Bucket {
  readonly name: Subject['kind'];
  readonly policy: Policy;
  state: BucketState | undefined;
}

/** A bucket's part in a reservation. */
interface Share {
  readonly bucket: Bucket;
  readonly decision: Decision<BucketState>;
}

/** Budgets as token buckets in this process's memory: full when it starts, and not shared with other instances. */
export function createMemoryBudget(
  policies: BudgetPolicies,
  nowMs: () => number = Date.now,
  maxBuckets = MAX_BUCKETS,
): Budget {
  // Each kind has its own, so that many addresses cannot push a tenant's debt out.
  const buckets = {
    tenant: createBoundedCache<string, Bucket>(maxBuckets),
    actor: createBoundedCache<string, Bucket>(maxBuckets),
    address: createBoundedCache<string, Bucket>(maxBuckets),
  };

  function bucketOf(subject: Subject, policy: Policy): Bucket {
    const { kind: name } = subject;
    const key = keyOf(subject);
    const known = buckets[name].get(key);
    if (known) return known;
    const bucket = { name, policy, state: undefined };
    buckets[name].set(key, bucket);
    return bucket;
  }

  function sharesOf(subjects: readonly Subject[], amount: number, atMs: number): readonly Share[] {
    const shares: Share[] = [];
    for (const subject of subjects) {
      const policy = policies[subject.kind];
      if (!policy) continue;
      const bucket = bucketOf(subject, policy);
      shares.push({ bucket, decision: tokenBucket(bucket.state, policy, atMs, amount) });
    }
    return shares;
  }

  return {
    async reserve(subjects, amount) {
      const atMs = nowMs();
      const shares = sharesOf(subjects, amount, atMs);
      if (shares.some(({ decision }) => !decision.allowed)) return refused(shares, amount);
      for (const { bucket, decision } of shares) bucket.state = decision.state;

      let open = true;
      return {
        allowed: true,
        balances: shares.map(balanceOf),
        async settle(actual) {
          const settledMs = nowMs();
          if (!open || settledMs - atMs >= RESERVATION_TTL_MS) return;
          open = false;
          for (const { bucket } of shares)
            bucket.state = settle(bucket.state, bucket.policy, settledMs, amount - actual).state;
        },
      };
    },
  };
}

const keyOf = (subject: Subject): string =>
  subject.kind === 'actor' ? `${subject.tenantId}\n${subject.id}` : subject.id;

const balanceOf = ({ bucket: { name, policy }, decision: { remaining } }: Share): Balance => ({
  name,
  policy,
  available: remaining,
});

/** Nothing was taken, also not from those that would have allowed it. */
function refused(shares: readonly Share[], amount: number): Refused {
  const refusals = shares.filter(({ decision }) => !decision.allowed);
  return {
    allowed: false,
    balances: shares.map((share) => {
      const balance = balanceOf(share);
      return share.decision.allowed ? { ...balance, available: balance.available + amount } : balance;
    }),
    refusedBy: refusals.map(({ bucket }) => bucket.name),
    retryAfterMs: Math.max(...refusals.map(({ decision }) => decision.retryAfterMs)),
  };
}
