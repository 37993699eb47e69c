import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import type { TenantId } from 'platform/kernel/ids';
import type { Backend } from '../backend.ts';
import { createGroupedStore } from '../grouped.ts';
import type { QuotaStore } from '../port.ts';
import { outcomesOf } from './outcomes.ts';

export interface RedisStoreOptions {
  /** `redis://host:port`, of Redis 7 or newer, which must not evict keys (`maxmemory-policy noeviction`). */
  readonly url: string;
  /** Default: CALL_TIMEOUT_MS. */
  readonly timeoutMs?: number;
  /** The time, in place of the store's own: for tests. */
  readonly nowMs?: () => number;
}

interface Decider extends Redis {
  decideBatchBuffer(keyCount: number, ...keysAndArguments: readonly string[]): Promise<Buffer>;
}

const SCRIPT = readFileSync(join(import.meta.dirname, 'decide.lua'), 'utf8');
/** One is being decided while the next one comes. */
const IN_FLIGHT = 2;
const CONNECT_TIMEOUT_MS = 1_000;
const RECONNECT_MS = 50;

/**
 * Counts in Redis: one Lua call a decision, or for many that come together, by the clock of Redis. A server that is
 * down is no failure here: calls reject until it is back. What it forgets when it ends begins anew.
 */
export async function openRedisStore(options: RedisStoreOptions): Promise<QuotaStore> {
  const redis = connect(options.url);
  await new Promise<void>((done) => {
    redis.once('ready', done);
    setTimeout(done, CONNECT_TIMEOUT_MS).unref();
  });
  return createGroupedStore(backendOf(redis, options), { inFlight: IN_FLIGHT, timeoutMs: options.timeoutMs });
}

/** A command is sent once, and at once, or fails: what was sent twice would be counted twice. */
function connect(url: string): Decider {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: CONNECT_TIMEOUT_MS,
    retryStrategy: () => RECONNECT_MS,
    scripts: { decideBatch: { lua: SCRIPT } },
  });
  redis.on('error', () => {}); // each call says so itself
  return redis as Decider;
}

function backendOf(redis: Decider, { nowMs }: RedisStoreOptions): Backend {
  return {
    async run(tenantId, batch) {
      const keys = batch.keys.map((key) => keyOf(tenantId, key));
      const rows = JSON.stringify({ ...batch, keys: undefined });
      const answer = await redis.decideBatchBuffer(keys.length, ...keys, rows, String(nowMs?.() ?? ''));
      return outcomesOf(batch.calls, answer);
    },
    async reset(tenantId, keys) {
      if (keys.length > 0) await redis.del(...keys.map((key) => keyOf(tenantId, key)));
    },
    abandon: () => redis.disconnect(true),
    close: async () => redis.disconnect(),
  };
}

/** The tenant is the hash tag: all keys of a call are in one slot of a cluster. */
const keyOf = (tenantId: TenantId, key: string): string => `quota:{${encodeURIComponent(tenantId)}}:${key}`;
