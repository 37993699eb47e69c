import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createInternalTokenIssuer } from 'platform/auth/internal-tokens';
import { createServiceKeys } from 'platform/auth/service-keys';
import { TRUSTED_KEYS_FILE } from 'platform/graphql/run-subgraph';
import { freePort } from 'platform/local-stack/ports';
import { type RunningPostgres, startPostgres } from 'platform/local-stack/postgres';
import { adminUrl } from 'platform/tenancy/roles';
import { acme } from './harness.ts';
import type { Ask } from './mutate.ts';

/** The ledger as a process of its own on a PostgreSQL of its own, to be killed and started again. */
export interface KillableLedger {
  /** Over HTTP, as the gateway asks. Fails while it is away. */
  readonly ask: Ask;
  /** Of the ledger's database, as the superuser. */
  readonly adminUrl: string;
  /** kill -9 of the ledger, which is then started again. */
  killLedger(): Promise<void>;
  /** kill -9 of PostgreSQL's postmaster and all its processes; it is then started again. The ledger stays. */
  killPostgres(): Promise<void>;
  close(): Promise<void>;
}

/** What fails because somebody was killed; to be asked again with the same key. */
export class Unanswered extends Error {}

const ROOT = resolve(import.meta.dirname, '../../..');
const READY_WITHIN_MS = 60_000;
const POLL_MS = 20;

export async function startKillableLedger(): Promise<KillableLedger> {
  const folder = mkdtempSync(join(tmpdir(), 'killable-'));
  const postgresPort = await freePort();
  // What a killed process has written stays with the system: only a power cut could lose it.
  const settings = { fsync: 'off' };
  const start = () => startPostgres({ dataDir: join(folder, 'postgres'), port: postgresPort, settings });
  let postgres = await start();
  const keys = await createServiceKeys(folder, ['ledger', 'gateway']);
  writeFileSync(join(folder, TRUSTED_KEYS_FILE), JSON.stringify(keys.jwks));
  const port = await freePort();
  const environment = {
    PORT: String(port),
    KEYS_DIR: folder,
    DATABASE_URL: postgres.url,
    LOG_LEVEL: 'silent',
  };
  let ledger = await startLedger(port, environment);
  const killWithUs = () => ledger.kill('SIGKILL');
  process.once('exit', killWithUs);
  const tokens = createInternalTokenIssuer(keys.keyOf('gateway'));
  const token = () => tokens.tokenFor('ledger', acme);
  return {
    ask: <Data>(query: string, variables?: object) =>
      askOverHttp<Data>(`http://127.0.0.1:${port}/graphql`, token, query, variables),
    adminUrl: adminUrl(postgres.url, 'ledger'),
    killLedger: async () => {
      await kill(ledger);
      ledger = await startLedger(port, environment);
    },
    killPostgres: async () => {
      await killWithChildren(postgres);
      postgres = await start();
    },
    close: async () => {
      process.off('exit', killWithUs);
      await kill(ledger);
      await postgres.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

async function startLedger(port: number, environment: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const options = { cwd: ROOT, env: { ...process.env, ...environment }, stdio: 'ignore' } as const;
  const child = spawn(process.execPath, ['subgraphs/ledger/main.ts'], options);
  const deadline = performance.now() + READY_WITHIN_MS;
  while (child.exitCode === null && performance.now() < deadline) {
    const response = await fetch(`http://127.0.0.1:${port}/ready`).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.ok) return child;
    await sleep(POLL_MS);
  }
  throw new Error('the ledger did not become ready');
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** The postmaster first: it would start over when one of its children is killed. */
async function killWithChildren(postgres: RunningPostgres): Promise<void> {
  const { pid, exited } = postgres;
  const all = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const pairs = all
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  process.kill(pid, 'SIGKILL');
  await exited;
  for (const [child, parent] of pairs) if (child && parent === pid) killIfThere(child);
  await postgres.stop(); // it has gone, and is forgotten
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It went with its postmaster.
  }
}

async function askOverHttp<Data>(
  url: string,
  token: () => Promise<string>,
  query: string,
  variables: object = {},
): Promise<Data> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${await token()}` };
  const body = JSON.stringify({ query, variables });
  const response = await fetch(url, { method: 'POST', headers, body }).catch(unanswered);
  const { data, errors } = (await response.json().catch(unanswered)) as {
    data: Data;
    errors?: { message: string; extensions: { code: string } }[];
  };
  if (errors?.[0]?.extensions.code === 'SERVICE_UNAVAILABLE') throw new Unanswered(errors[0].message);
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

const unanswered = (error: Error): never => {
  throw new Unanswered(error.message);
};
