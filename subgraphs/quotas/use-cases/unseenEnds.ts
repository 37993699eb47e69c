import { createBoundedCache } from 'platform/kernel/bounded-cache';
import type { TenantId } from 'platform/kernel/ids';
import { decideBy } from 'platform/limiter/rule';
import type { Ask } from '../storage/stores/port.ts';

/** What this process has ended of what was admitted without the store, which could not know of it then. */
export interface UnseenEnds {
  /** False when it was ended here before. */
  take(tenantId: TenantId, end: Ask, atMs: number): boolean;
}

/** Of more, those that were ended longest ago may be ended again while the store is down. */
const MAX_ENDS = 10_000;

export function createUnseenEnds(): UnseenEnds {
  const states = createBoundedCache<string, unknown>(MAX_ENDS);
  return {
    take(tenantId, { key, rule, quantity }, atMs) {
      const name = `${tenantId} ${key}`;
      const { allowed, state } = decideBy(states.get(name), rule, atMs, quantity);
      if (allowed) states.set(name, state);
      return allowed;
    },
  };
}
