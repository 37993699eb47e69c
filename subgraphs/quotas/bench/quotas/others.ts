import { Redis } from 'ioredis';
import pg from 'pg';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRedis } from 'rate-limiter-flexible';
import { type Contender, type Group, keysOf } from './contender.ts';
import { measure } from './measure.ts';
import type { Setting } from './setting.ts';

const NAME = 'rate-limiter-flexible';
/** Nobody is refused. */
const LIMIT = { points: 1_000_000_000, duration: 3_600 };
const CONNECTIONS = 20;

/** GCRA as few statements as it can have: what one call to Redis costs. */
const BARE_GCRA = `
  local time = redis.call('TIME')
  local now = time[1] * 1000 + time[2] / 1000
  local tat = math.max(now, tonumber(redis.call('GET', KEYS[1]) or now))
  local after = tat + tonumber(ARGV[1])
  if after - now > tonumber(ARGV[2]) then return 0 end
  redis.call('SET', KEYS[1], after, 'PX', ARGV[2])
  return 1`;
const INTERVAL_MS = '0.000001';
const TOLERANCE_MS = '1000000';

interface BareRedis extends Redis {
  gcra(key: string, intervalMs: string, toleranceMs: string): Promise<number>;
}

export async function others({ redisUrl, adminUrl }: Setting) {
  const redis = new Redis(redisUrl, { scripts: { gcra: { lua: BARE_GCRA, numberOfKeys: 1 } } }) as BareRedis;
  const pool = new pg.Pool({ connectionString: adminUrl, max: CONNECTIONS });
  pool.on('error', () => {});
  const inMemory = new RateLimiterMemory(LIMIT);
  const inRedis = new RateLimiterRedis({ ...LIMIT, storeClient: redis });
  const inPostgres = await createTable(pool);
  const contenders = [
    consuming('in process', NAME, (key) => inMemory.consume(key), false),
    consuming('Redis, one key', NAME, (key) => inRedis.consume(key), false),
    consuming('Redis, 1,000 keys', NAME, (key) => inRedis.consume(key), true),
    consuming('Redis, one key', 'bare Lua GCRA', bare(redis), false),
    consuming('Redis, 1,000 keys', 'bare Lua GCRA', bare(redis), true),
    consuming('PostgreSQL, one key', NAME, (key) => inPostgres.consume(key), false),
    consuming('PostgreSQL, 1,000 keys', NAME, (key) => inPostgres.consume(key), true),
  ];
  return {
    contenders,
    close: async () => {
      redis.disconnect();
      await pool.end();
    },
  };
}

const bare = (redis: BareRedis) => (key: string) => redis.gcra(`bare:${key}`, INTERVAL_MS, TOLERANCE_MS);

const createTable = (pool: pg.Pool): Promise<RateLimiterPostgres> =>
  new Promise((resolve, reject) => {
    const options = { ...LIMIT, storeClient: pool, storeType: 'pool', tableName: 'others', keyPrefix: 'r' };
    const limiter = new RateLimiterPostgres(options, (error?: Error) =>
      error ? reject(error) : resolve(limiter),
    );
  });

function consuming(
  group: Group,
  name: string,
  consume: (key: string) => Promise<unknown>,
  many: boolean,
): Contender {
  const key = keysOf(many);
  return { group, name, run: (load) => measure(load, () => consume(key())) };
}
