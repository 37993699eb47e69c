import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import pg from 'pg';

const SCALE = 16;
const CLIENTS = 16;
const DATABASE = 'pgbench';

/** PostgreSQL's own benchmark on the same server. Undefined where the program is not installed. */
export interface Pgbench {
  /** Transactions per second of its TPC-B-like script, by 16 clients at scale 16. */
  run(seconds: number): Promise<number>;
}

export async function preparePgbench(postgresUrl: string): Promise<Pgbench | undefined> {
  if (spawnSync('pgbench', ['--version']).status !== 0) return undefined;
  const admin = new pg.Client({ connectionString: `${postgresUrl}postgres` });
  await admin.connect();
  await admin.query(`create database ${DATABASE}`);
  await admin.end();
  const pgbench = (...options: readonly string[]) =>
    promisify(execFile)('pgbench', [...options, `${postgresUrl}${DATABASE}`]);
  await pgbench('--initialize', '--quiet', `--scale=${SCALE}`);
  return {
    run: async (seconds) => {
      const { stdout } = await pgbench('-n', `-c${CLIENTS}`, '-j2', `-T${seconds}`, '--protocol=prepared');
      return Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
    },
  };
}
