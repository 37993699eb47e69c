import type { Policy } from '../../decision.ts';
import tokenBucket, { type BucketState, settle } from '../../tokenBucket.ts';
import { createLeases, type Leases } from '../leases.ts';
import type { Lease, Lessor } from '../lessor.ts';

export const START = 1_000_000;

export interface SimulationOptions {
  readonly policy: Policy;
  readonly ttlMs: number;
  readonly maxLease: number;
  /** How far each instance's clock is from the lessor's. */
  readonly skewsMs: readonly number[];
}

interface Admitted {
  readonly atMs: number;
  readonly quantity: number;
}

/** A token bucket that is leased to instances, all on one clock that stands still until it is moved. */
export function simulate({ policy, ttlMs, maxLease, skewsMs }: SimulationOptions) {
  let nowMs = START;
  let state: BucketState | undefined;
  let ids = 0;
  const live = new Map<string, number>();
  const admitted: Admitted[] = [];
  const unsettled: { readonly instance: Leases; readonly quantity: number }[] = [];

  const lessor: Lessor = {
    async acquire(wanted, atLeast) {
      const { remaining } = tokenBucket(state, policy, nowMs, 0);
      if (remaining < atLeast) {
        const { retryAfterMs } = tokenBucket(state, policy, nowMs, atLeast);
        return { lease: undefined, ttlMs, remaining, retryAfterMs };
      }
      const lease: Lease = { id: String(ids++), quantity: Math.min(wanted, remaining) };
      const taken = tokenBucket(state, policy, nowMs, lease.quantity);
      state = taken.state;
      live.set(lease.id, nowMs + ttlMs);
      return { lease, ttlMs, remaining: taken.remaining, retryAfterMs: 0 };
    },
    async giveBack({ id }, unused) {
      const untilMs = live.get(id) ?? 0;
      live.delete(id);
      if (nowMs < untilMs) state = settle(state, policy, nowMs, unused).state;
    },
  };
  const start = (skewMs: number) => createLeases({ lessor, maxLease, nowMs: () => nowMs + skewMs });
  const instances = skewsMs.map(start);

  return {
    admitted,
    lessor,
    instances,
    /** What is in the bucket. */
    remaining: () => tokenBucket(state, policy, nowMs, 0).remaining,
    pass(ms: number) {
      nowMs += ms;
    },
    async ask(n: number, quantity: number) {
      const instance = instances[n];
      const decision = await instance?.decide(quantity);
      if (!decision?.allowed || !instance) return decision;
      admitted.push({ atMs: nowMs, quantity });
      unsettled.push({ instance, quantity });
      return decision;
    },
    /** Of all that was admitted and not settled yet, but of killed instances, this was not needed. */
    settleAll(unneeded: (quantity: number) => number) {
      for (const { instance, quantity } of unsettled.splice(0)) {
        if (!instances.includes(instance)) continue;
        admitted.push({ atMs: nowMs, quantity: -unneeded(quantity) });
        instance.comeBack(unneeded(quantity));
      }
    },
    /** The instance is gone, with all it had; another one is in its place. */
    kill(n: number) {
      instances[n] = start(skewsMs[n] ?? 0);
    },
    async tidy() {
      for (const instance of instances) await instance.tidy();
    },
  };
}
