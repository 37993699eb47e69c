import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { testRedis } from '../../testing/redis.ts';
import { freePort } from '../ports.ts';
import { hasExited } from '../processes.ts';
import { startRedis } from '../redis.ts';

const canRun = await testRedis();

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'local-stack-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs code in a process of its own, which prints why it failed. */
function runCode(code: string, env: NodeJS.ProcessEnv = process.env): ChildProcessWithoutNullStreams {
  const program = `
    import { startRedis } from '${join(import.meta.dirname, '../redis.ts')}';
    try { ${code} } catch (error) { console.log(error.message) }`;
  return spawn(process.execPath, ['--input-type=module', '--eval', program], { env });
}

/** What a crash leaves: a server whose process was killed. */
async function startAndKill(dataDir: string): Promise<number> {
  const child = runCode(`
    console.log((await startRedis({ dataDir: '${dataDir}' })).pid);
    setInterval(() => {}, 1000);`);
  const [pid] = (await once(child.stdout, 'data')) as [Buffer];
  child.kill('SIGKILL');
  await once(child, 'exit');
  return Number(pid);
}

(canRun ? describe : describe.skip)('Redis of the local stack', () => {
  test('listens on loopback, keeps nothing on the disk unless it is told to, and is gone when it is stopped', async () => {
    const server = await startRedis({ dataDir: join(folder, 'plain') });
    const redis = new Redis(server.url);
    try {
      expect(await redis.config('GET', 'save')).toEqual(['save', '']);
      expect(await redis.config('GET', 'appendonly')).toEqual(['appendonly', 'no']);
      expect(await redis.config('GET', 'bind')).toEqual(['bind', '127.0.0.1']);
    } finally {
      redis.disconnect();
      await server.stop();
    }
    await server.exited;
    expect(await hasExited(server.pid, 0)).toBe(true);
  });

  test('keeps what it holds, if it is told to, when it is stopped and when it is killed', async () => {
    const options = { dataDir: join(folder, 'durable'), durable: true };
    for (const counted of [1, 2, 3]) {
      const server = await startRedis(options);
      const redis = new Redis(server.url);
      try {
        expect(await redis.incr('count')).toBe(counted);
        if (counted === 1) process.kill(server.pid, 'SIGKILL');
      } finally {
        redis.disconnect();
        await server.stop();
      }
    }
  });

  test('ends an orphan of its folder', async () => {
    const dataDir = join(folder, 'orphaned');
    const orphan = await startAndKill(dataDir);
    const second = await startRedis({ dataDir });
    expect(await hasExited(orphan, 0)).toBe(true);
    await second.stop();
  });

  test('says in one line why it did not start', async () => {
    const port = await freePort();
    const first = await startRedis({ dataDir: join(folder, 'first'), port });
    try {
      await expect(startRedis({ dataDir: join(folder, 'second'), port })).rejects.toMatchObject({
        name: 'StartupError',
        message: expect.stringMatching(/^Redis did not start \(.+\)\.$/),
      });
    } finally {
      await first.stop();
    }
  });
});

test('A missing redis-server is told in one line', async () => {
  const child = runCode(`await startRedis({ dataDir: '${join(folder, 'missing')}' })`, { PATH: folder });
  const [message] = (await once(child.stdout, 'data')) as [Buffer];
  expect(message.toString()).toBe(
    'There is no "redis-server" here: install Redis 7 or newer, or name a server in REDIS_URL.\n',
  );
});
