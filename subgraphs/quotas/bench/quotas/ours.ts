import type { TenantId } from 'platform/kernel/ids';
import { createLeases } from 'platform/limiter/leases/leases';
import type { Rule } from 'platform/limiter/rule';
import { createLessor } from '../../storage/stores/lessor.ts';
import type { QuotaStore } from '../../storage/stores/port.ts';
import { openPostgresStore } from '../../storage/stores/postgres/store.ts';
import { openRedisStore } from '../../storage/stores/redis/store.ts';
import { type Contender, type Group, keysOf } from './contender.ts';
import { measure, measureSync } from './measure.ts';
import type { Setting } from './setting.ts';

const tenantId = 'bench' as TenantId;
/** Nobody is refused: a refusal would be the quicker answer. */
const rule: Rule = { algorithm: 'tokenBucket', limit: 1_000_000_000, periodMs: 1_000, burst: 1_000_000_000 };
const MAX_LEASE = 1_000_000;
const TTL_MS = 1_000;
/** A run that is too hard for the machine is slow, not refused. */
const TIMEOUT_MS = 10_000;

export async function ours({ redisUrl, appUrl }: Setting) {
  const redis = await openRedisStore({ url: redisUrl, timeoutMs: TIMEOUT_MS });
  const postgres = openPostgresStore({ url: appUrl, timeoutMs: TIMEOUT_MS });
  const lessor = createLessor({ store: redis, tenantId, key: 'leased', rule, ttlMs: TTL_MS });
  const leases = createLeases({ lessor, maxLease: MAX_LEASE });
  const contenders: Contender[] = [
    {
      ...{ group: 'in process', name: 'leased, without waiting' },
      run: (load) =>
        measureSync(
          load,
          () => leases.take(1),
          () => leases.decide(1),
        ),
    },
    {
      ...{ group: 'in process', name: 'leased' },
      run: (load) => measure(load, () => leases.decide(1)),
    },
    strict(redis, 'Redis, one key', false),
    strict(redis, 'Redis, 1,000 keys', true),
    strict(postgres, 'PostgreSQL, one key', false),
    strict(postgres, 'PostgreSQL, 1,000 keys', true),
  ];
  return {
    contenders,
    close: async () => {
      await leases.close();
      await Promise.all([redis.close(), postgres.close()]);
    },
  };
}

function strict(store: QuotaStore, group: Group, many: boolean): Contender {
  const key = keysOf(many);
  const decide = () => store.decide(tenantId, [{ key: key(), rule, quantity: 1 }]);
  return { group, name: 'strict', run: (load) => measure(load, decide) };
}
