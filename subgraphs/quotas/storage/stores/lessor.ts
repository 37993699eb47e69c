import { newId, type TenantId } from 'platform/kernel/ids';
import type { Grant, Lease, Lessor } from 'platform/limiter/leases/lessor';
import type { Rule } from 'platform/limiter/rule';
import { type Ask, MAX_QUANTITY, type QuotaStore, type Verdict } from './port.ts';

export interface LessorOptions {
  readonly store: QuotaStore;
  readonly tenantId: TenantId;
  /** What is leased. */
  readonly key: string;
  readonly rule: Rule;
  /** How long a lease lasts, by the store's clock. */
  readonly ttlMs: number;
}

/** Others take what was there a moment ago; who finds it gone so often has to wait. */
const MAX_ATTEMPTS = 3;

/**
 * Leases parts of what a store counts. A lease is charged when it is acquired; it is a key of its own for as long as it
 * lasts, so that it is given back once, and not too late.
 */
export function createLessor({ store, tenantId, key, rule, ttlMs }: LessorOptions): Lessor {
  const counted = (quantity: number, forced = false): Ask => ({ key, rule, quantity, forced });
  const lent = (id: string, quantity: number): Ask => ({
    key: `lease/${id}`,
    rule: { algorithm: 'concurrency', limit: MAX_QUANTITY, periodMs: ttlMs },
    quantity,
  });

  const granted = (lease: Lease, { answers }: Verdict): Grant => ({
    ...{ lease, ttlMs, retryAfterMs: 0 },
    remaining: answers[0]?.remaining ?? 0,
  });

  /** What there is too little of. */
  async function refused(atLeast: number): Promise<Grant> {
    const { answers } = await store.peek(tenantId, [counted(atLeast)]);
    const { remaining = 0, retryAfterMs = 0 } = answers[0] ?? {};
    return { lease: undefined, ttlMs, remaining, retryAfterMs };
  }

  async function attempt(wanted: number, atLeast: number, left: number): Promise<Grant> {
    const lease = { id: newId('lease'), quantity: wanted };
    const verdict = await store.decide(tenantId, [counted(wanted), lent(lease.id, wanted)]);
    if (verdict.allowed) return granted(lease, verdict);
    const there = verdict.answers[0]?.remaining ?? 0;
    return there < atLeast || left === 0 ? refused(atLeast) : attempt(there, atLeast, left - 1);
  }

  return {
    acquire: (wanted, atLeast) => attempt(wanted, atLeast, MAX_ATTEMPTS),
    async giveBack({ id, quantity }, unused) {
      const verdict = await store.decide(tenantId, [counted(-unused, true), lent(id, -quantity)]);
      if (!verdict.allowed && unused < 0) await store.decide(tenantId, [counted(-unused, true)]);
    },
  };
}
