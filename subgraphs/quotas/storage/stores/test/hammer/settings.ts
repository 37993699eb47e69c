import type { TenantId } from 'platform/kernel/ids';
import type { Policy } from 'platform/limiter/decision';
import type { Rule } from 'platform/limiter/rule';
import { createLessor } from '../../lessor.ts';
import type { QuotaStore } from '../../port.ts';
import { openPostgresStore } from '../../postgres/store.ts';
import { openRedisStore } from '../../redis/store.ts';

/** What a hammering process is told, as JSON in its first argument. */
export interface HammerSettings {
  readonly store: 'redis' | 'postgres';
  readonly url: string;
  readonly tenantId: TenantId;
  /** How wrong its clock is. */
  readonly skewMs: number;
}

export const KEY = 'one';
/** A bucket that is not full again when the machine was busy elsewhere for a moment. */
export const POLICY: Policy = { limit: 500, periodMs: 1_000, burst: 1_000 };
export const RULE: Rule = { algorithm: 'tokenBucket', ...POLICY };
/** What a machine that is busy with other tests can decide call by call. */
export const STRICT_POLICY: Policy = { ...POLICY, burst: 200 };
export const STRICT_RULE: Rule = { algorithm: 'tokenBucket', ...STRICT_POLICY };
export const MAX_LEASE = 20;
const TTL_MS = 500;
/** A process that waits for a busy machine is no failure here. */
const TIMEOUT_MS = 10_000;

export const openStore = async ({ store, url }: HammerSettings): Promise<QuotaStore> =>
  store === 'redis'
    ? openRedisStore({ url, timeoutMs: TIMEOUT_MS })
    : openPostgresStore({ url, timeoutMs: TIMEOUT_MS });

export const lessorOf = (store: QuotaStore, { tenantId }: HammerSettings) =>
  createLessor({ store, tenantId, key: KEY, rule: RULE, ttlMs: TTL_MS });
