import type { Policy } from 'platform/limiter/decision';
import type { Lease, Lessor } from 'platform/limiter/leases/lessor';
import type { Subject } from '../budget.ts';
import type { CallQuotas } from './call.ts';
import { type PolicyStatus, policyOf, STATUS, tightestOf } from './status.ts';

/** How the policy with the least left stood when it was last asked. */
export interface Standing {
  readonly policy: Policy;
  /** Where time does not bring it back evenly. */
  readonly resetAtMs: number | undefined;
}

/** Who leases parts of what limits one subject, and what is known of it. */
export interface QuotaLessor extends Lessor {
  /** Undefined: nothing limits the subject, or nothing refuses it. */
  readonly standing: Standing | undefined;
  /** What is known of the subject holds until then. */
  readonly knownUntilMs: number;
  /** Nothing limits the subject until then. */
  readonly freeUntilMs: number;
  /** How much less is left than was said with the last lease. */
  readonly lostSinceLease: number;
  /** Gives back what was taken of leases that are over. */
  refund(quantity: number): Promise<void>;
  /** Takes what was used beyond all leases, also below zero. */
  charge(quantity: number): Promise<void>;
}

export interface QuotaLessorOptions {
  readonly call: CallQuotas;
  readonly subject: Exclude<Subject, { readonly kind: 'address' }>;
  readonly resource: string;
  readonly nowMs: () => number;
}

/** What changes in the policies counts after this at the latest. */
const KNOWN_FOR_MS = 500;
/** For so long something of a lease may come back. */
const REFUNDABLE_MS = 60_000;
const MAX_QUANTITY = 1_000_000_000;
/** Stands for a lease where none is needed. */
const FREE = 'free';

const ACQUIRE = `mutation ($input: AcquireLeaseInput!) { answer: acquireLease(input: $input) { __typename
  ... on AcquireLeaseSuccess { lease { id quantity ttlMs } quota { policies ${STATUS} } }
  ... on QuotaExceeded { retryAfterMs policies ${STATUS} } } }`;
const RETURN = `mutation ($input: ReturnLeaseInput!) { answer: returnLease(input: $input) { __typename
  ... on ReturnLeaseSuccess { quota { policies ${STATUS} } } } }`;

type Acquired =
  | {
      readonly __typename: 'AcquireLeaseSuccess';
      readonly lease: { readonly id: string; readonly quantity: string; readonly ttlMs: number } | null;
      readonly quota: { readonly policies: readonly PolicyStatus[] };
    }
  | {
      readonly __typename: 'QuotaExceeded';
      readonly retryAfterMs: string | null;
      readonly policies: readonly PolicyStatus[];
    };

interface Returned {
  /** Absent: it was too late. */
  readonly quota?: { readonly policies: readonly PolicyStatus[] };
}

/** A lease of late, and what was taken of it. */
interface Spent {
  readonly lease: Lease;
  usableUntilMs: number;
  readonly untilMs: number;
  left: number;
}

/** Leases from the quotas subgraph. A refusal is believed for KNOWN_FOR_MS only, so that an override counts soon. */
export function createQuotaLessor({ call, subject, resource, nowMs }: QuotaLessorOptions): QuotaLessor {
  const tenantId = subject.kind === 'tenant' ? subject.id : subject.tenantId;
  const input = { subject: { kind: subject.kind.toUpperCase(), id: subject.id }, resource };
  let standing: Standing | undefined;
  let freeUntilMs = 0;
  let knownUntilMs = 0;
  let remaining = 0;
  let remainingWithLease = 0;
  let latest: Lease | undefined;
  let spent: Spent[] = [];

  function note(policies: readonly PolicyStatus[]): void {
    const status = tightestOf(policies);
    standing = status && { policy: policyOf(status), resetAtMs: resetOf(status, nowMs()) };
    remaining = status ? Number(status.remaining) : 0;
    knownUntilMs = nowMs() + KNOWN_FOR_MS;
  }

  function noteGrant(policies: readonly PolicyStatus[]): number {
    note(policies);
    remainingWithLease = remaining;
    return remaining;
  }

  function remember(lease: Lease, askedMs: number, ttlMs: number): void {
    spent = spent.filter(({ untilMs }) => untilMs > askedMs);
    const usableUntilMs = askedMs + ttlMs;
    spent.push({ lease, usableUntilMs, untilMs: askedMs + REFUNDABLE_MS, left: lease.quantity });
    latest = lease;
  }

  async function giveBack(lease: Lease, unused: number): Promise<void> {
    if (lease.id === FREE) return;
    const { quota } = await call<Returned>(RETURN, tenantId, { leaseId: lease.id, unused: String(unused) });
    if (quota && quota.policies.length > 0) note(quota.policies);
  }

  return {
    get standing() {
      return standing;
    },
    get knownUntilMs() {
      return knownUntilMs;
    },
    get freeUntilMs() {
      return freeUntilMs;
    },
    get lostSinceLease() {
      return remainingWithLease - remaining;
    },
    async acquire(wanted, atLeast) {
      const askedMs = nowMs();
      const asked = { wanted: String(Math.min(MAX_QUANTITY, wanted)), atLeast: String(atLeast) };
      const answer = await call<Acquired>(ACQUIRE, tenantId, { ...input, ...asked });
      if (answer.__typename === 'QuotaExceeded') {
        const left = noteGrant(answer.policies);
        const retryAfterMs =
          answer.retryAfterMs === null ? Number.POSITIVE_INFINITY : Number(answer.retryAfterMs);
        return { lease: undefined, ttlMs: KNOWN_FOR_MS, remaining: left, retryAfterMs };
      }
      const { policies } = answer.quota;
      // A lease of which no policy is told was given while the store could not say: what is known stays so.
      const left = answer.lease && policies.length === 0 ? remaining : noteGrant(policies);
      if (!answer.lease) {
        freeUntilMs = askedMs + KNOWN_FOR_MS;
        return {
          lease: { id: FREE, quantity: wanted },
          ttlMs: KNOWN_FOR_MS,
          remaining: left,
          retryAfterMs: 0,
        };
      }
      const { id, ttlMs } = answer.lease;
      const lease = { id, quantity: Number(answer.lease.quantity) };
      remember(lease, askedMs, ttlMs);
      return { lease, ttlMs, remaining: left, retryAfterMs: 0 };
    },
    async giveBack(lease, unused) {
      const of = spent.find((each) => each.lease.id === lease.id);
      if (of) {
        of.left -= Math.max(0, unused);
        of.usableUntilMs = 0;
      }
      await giveBack(lease, unused);
    },
    async refund(quantity) {
      let back = quantity;
      const now = nowMs();
      const over = spent.filter(({ usableUntilMs, untilMs }) => usableUntilMs <= now && untilMs > now);
      const parts = over.reverse().flatMap((of) => {
        const part = Math.min(back, of.left);
        of.left -= part;
        back -= part;
        return part > 0 ? [giveBack(of.lease, part)] : [];
      });
      await Promise.all(parts);
    },
    async charge(quantity) {
      if (latest) await giveBack(latest, -quantity);
    },
  };
}

const resetOf = ({ policy, resetAfterMs }: PolicyStatus, nowMs: number): number | undefined =>
  policy.algorithm === 'TOKEN_BUCKET' || policy.algorithm === 'LEAKY_BUCKET'
    ? undefined
    : nowMs + Number(resetAfterMs);
