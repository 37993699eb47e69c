import { afterAll, describe, expect, test } from '@jest/globals';
import { newId, type TenantId } from 'platform/kernel/ids';
import type { Policy } from 'platform/limiter/decision';
import tokenBucket, { type BucketState } from 'platform/limiter/tokenBucket';
import { testDatabase } from 'platform/testing/postgres';
import { testRedis } from 'platform/testing/redis';
import { quotasDatabase } from '../../database.ts';
import { type Admitted, hammerKey } from './hammer/run.ts';
import { MAX_LEASE, POLICY, STRICT_POLICY } from './hammer/settings.ts';

/** `npm run test:nightly` has the long form. */
const DURATION_MS = process.env.NIGHTLY === '1' ? 60_000 : 2_000;
const TIMEOUT_MS = DURATION_MS + 120_000;

const redis = await testRedis();
const database = await testDatabase(quotasDatabase);
afterAll(() => database.close());

const tenantId = newId('tenant') as string as TenantId;
const inRedis = { store: 'redis' as const, url: redis?.url ?? '', tenantId };
const inPostgres = { store: 'postgres' as const, url: database.urls.app, tenantId };

const sumOf = (admitted: readonly Admitted[]): number =>
  admitted.reduce((sum, { quantity }) => sum + quantity, 0);

/** burst + rate × t, t from the first to the last. */
function allowedIn(admitted: readonly Admitted[], { limit, periodMs, burst }: Policy): number {
  const passedMs = (admitted.at(-1)?.atMs ?? 0) - (admitted[0]?.atMs ?? 0);
  return burst + (passedMs * limit) / periodMs;
}

/** What of it a full bucket would have refused. */
function beyond(admitted: readonly Admitted[], policy: Policy): readonly Admitted[] {
  let state: BucketState | undefined;
  return admitted.filter(({ atMs, quantity }) => {
    const decision = tokenBucket(state, policy, atMs, quantity);
    state = decision.state;
    return !decision.allowed;
  });
}

describe.each([
  ['Redis', inRedis, redis !== undefined],
  ['PostgreSQL', inPostgres, true],
] as const)('Three processes ask for one key, and one is killed; in %s', (_name, store, canRun) => {
  (canRun ? test : test.skip)(
    'in any time t they are given at most burst + rate × t, exactly, and nearly all of it',
    async () => {
      const admitted = await hammerKey('strict', store, DURATION_MS);
      expect(beyond(admitted, STRICT_POLICY)).toEqual([]);
      expect(sumOf(admitted)).toBeLessThanOrEqual(allowedIn(admitted, STRICT_POLICY));
      expect(sumOf(admitted)).toBeGreaterThan(0.95 * allowedIn(admitted, STRICT_POLICY));
    },
    TIMEOUT_MS,
  );
});

(redis ? test : test.skip)(
  'Three processes lease of one key, and one is killed: in any time t they are given at most burst + rate × t and two leases of each, and at least 95 % of it',
  async () => {
    const leased = { ...inRedis, tenantId: newId('tenant') as string as TenantId };
    const admitted = await hammerKey('leased', leased, DURATION_MS);
    expect(beyond(admitted, { ...POLICY, burst: POLICY.burst + 3 * 2 * MAX_LEASE })).toEqual([]);
    expect(sumOf(admitted)).toBeGreaterThan(0.95 * allowedIn(admitted, POLICY));
  },
  TIMEOUT_MS,
);
