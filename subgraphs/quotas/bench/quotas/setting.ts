import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from 'platform/local-stack/postgres';
import { startRedis } from 'platform/local-stack/redis';
import { openQuotasDatabase } from '../../storage/database.ts';

/** Servers of our own, PostgreSQL as durable as it is in use. */
export interface Setting {
  readonly redisUrl: string;
  /** The quotas database, as its app role and as the administrator. */
  readonly appUrl: string;
  readonly adminUrl: string;
  stop(): Promise<void>;
}

export async function startSetting(): Promise<Setting> {
  const folder = mkdtempSync(join(tmpdir(), 'quotas-bench-'));
  const postgres = await startPostgres({
    dataDir: join(folder, 'postgres'),
    settings: { min_wal_size: '1GB' },
  });
  const redis = await startRedis({ dataDir: join(folder, 'redis') });
  const database = await openQuotasDatabase(postgres.url);
  return {
    redisUrl: redis.url,
    appUrl: database.urls.app,
    adminUrl: postgres.url,
    stop: async () => {
      await database.close();
      await Promise.all([redis.stop(), postgres.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
