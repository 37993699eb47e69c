import { join } from 'node:path';
import { startPostgres } from './postgres.ts';
import { lockFolder, type Mode, runningState, stackFolder } from './state.ts';

/**
 * Runs the work on a mode's PostgreSQL: the one that DATABASE_URL names, else the one that runs, else one that is
 * started for it and stopped again.
 */
export async function withPostgres(mode: Mode, work: (postgresUrl: string) => Promise<void>): Promise<void> {
  const url = process.env.DATABASE_URL ?? runningState(mode)?.postgresUrl;
  if (url) return work(url);
  const unlock = lockFolder(mode);
  try {
    const server = await startPostgres({ dataDir: join(stackFolder(mode), 'postgres') });
    try {
      await work(server.url);
    } finally {
      await server.stop();
    }
  } finally {
    unlock();
  }
}
