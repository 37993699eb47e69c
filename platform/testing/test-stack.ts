import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningKafka, startKafka } from '../local-stack/kafka.ts';
import { type RunningPostgres, startPostgres } from '../local-stack/postgres.ts';
import { clearStale } from '../local-stack/postgres-pid-file.ts';
import { isAlive } from '../local-stack/processes.ts';
import { type RunningRedis, startRedis } from '../local-stack/redis.ts';
import { StartupError } from '../local-stack/startup-error.ts';

/**
 * The real parts of one jest run, in a folder of its own: PostgreSQL at once, the others when a worker first asks
 * for them (`GET TEST_STACK_URL/kafka`). They belong to jest's main process, so that a recycled worker ends none.
 */
interface TestStack {
  readonly folder: string;
  readonly postgres: RunningPostgres;
  readonly server: Server;
  kafka?: Promise<RunningKafka>;
  redis?: Promise<RunningRedis>;
}

const FOLDER = /^test-stack-(\d+)-/;
/** Many small databases, one or more a test file. */
const SETTINGS = { max_connections: 300, shared_buffers: '256MB', max_locks_per_transaction: 256 };

let stack: TestStack | undefined;

export async function startTestStack(): Promise<void> {
  await sweep();
  const folder = mkdtempSync(join(tmpdir(), `test-stack-${process.pid}-`));
  const dataDir = join(folder, 'postgres');
  const postgres = await startPostgres({ dataDir, durable: false, settings: SETTINGS });
  const server = await listen();
  stack = { folder, postgres, server };
  process.env.TEST_POSTGRES_URL = postgres.url;
  process.env.TEST_STACK_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export async function stopTestStack(): Promise<void> {
  if (!stack) return;
  stack.server.close();
  stack.server.closeAllConnections();
  const kafka = await stack.kafka?.catch(() => undefined);
  const redis = await stack.redis?.catch(() => undefined);
  await Promise.all([kafka?.stop(), redis?.stop(), stack.postgres.stop()]);
  rmSync(stack.folder, { recursive: true, force: true });
}

/** Ends what a killed run left behind. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = FOLDER.exec(name)?.[1];
    if (!pid || isAlive(Number(pid))) continue;
    await clearStale(join(tmpdir(), name, 'postgres/cluster'));
    rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

const listen = (): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer((request, response) => {
      void answer(request.url).then(({ status, body }) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      );
    }).once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(server));
  });

/** Each real part that a suite may ask for, by its path. */
const PARTS: Readonly<Record<string, (stack: TestStack) => Promise<object>>> = {
  '/kafka': async (stack) => {
    stack.kafka ??= startKafka({ dataDir: join(stack.folder, 'kafka') });
    return { brokers: (await stack.kafka).brokers };
  },
  '/redis': async (stack) => {
    stack.redis ??= startRedis({ dataDir: join(stack.folder, 'redis') });
    return { url: (await stack.redis).url };
  },
};

async function answer(path: string | undefined): Promise<{ status: number; body: object }> {
  const part = PARTS[path ?? ''];
  if (!part || !stack) return { status: 404, body: {} };
  try {
    return { status: 200, body: await part(stack) };
  } catch (error) {
    const reason = error instanceof StartupError ? error.message : String(error);
    return { status: 503, body: { reason } };
  }
}
