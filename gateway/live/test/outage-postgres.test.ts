import { describe } from '@jest/globals';
import pino from 'pino';
import { openPostgresBus } from 'platform/bus/postgres/bus';
import { startPostgres } from 'platform/local-stack/postgres';
import { outageSuite } from './outage.ts';

describe('the PostgreSQL of the bus', () => {
  outageSuite({
    async start(dataDir, wantedPort) {
      const { url, pid, exited, stop } = await startPostgres({
        dataDir,
        port: wantedPort,
        settings: { fsync: 'off' },
      });
      // What it started dies with it only so: it leaves its files as after a crash.
      const kill = () => {
        process.kill(pid, 'SIGQUIT');
        return exited;
      };
      return { address: url, port: Number(new URL(url).port), kill, stop };
    },
    open: (postgresUrl) => openPostgresBus({ postgresUrl, logger: pino({ level: 'silent' }) }),
  });
});
