import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Kafka, logLevel } from 'kafkajs';
import { onceLed } from '../../bus/kafka/leaders.ts';
import { testKafka } from '../../testing/kafka.ts';
import { startKafka } from '../kafka.ts';
import { dismissMembers } from '../kafka-members.ts';
import { hasExited } from '../processes.ts';

/** Of starts of several brokers. */
const TIMEOUT_MS = 300_000;
const canRun = await testKafka();

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'local-stack-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function topics(brokers: readonly string[], ...create: string[]): Promise<string[]> {
  const admin = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    await admin.createTopics({ waitForLeaders: false, topics: create.map((topic) => ({ topic })) });
    for (const topic of create) await onceLed(() => admin.fetchTopicOffsets(topic));
    return await admin.listTopics();
  } finally {
    await admin.disconnect();
  }
}

const JOIN = `
  import { Kafka, logLevel } from 'kafkajs';
  const consumer = new Kafka({ brokers: [process.argv[1]], logLevel: logLevel.NOTHING })
    .consumer({ groupId: 'readers', sessionTimeout: 300_000 });
  consumer.on('consumer.group_join', () => console.log('joined'));
  await consumer.connect();
  await consumer.subscribe({ topics: ['read'] });
  await consumer.run({ eachMessage: async () => {} });`;

/** A member of the group "readers", in a process of its own, whose place is kept for minutes. */
async function joinGroup([broker = '']: readonly string[]): Promise<{ kill(): Promise<void> }> {
  const args = ['--input-type=module', '--no-warnings', '--eval', JOIN, broker];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return {
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

/** Starts a broker from a process of its own, which is then killed: what a crash leaves. */
async function startAndKill(dataDir: string): Promise<number> {
  const code = `
    import { startKafka } from '${join(import.meta.dirname, '../kafka.ts')}';
    console.log((await startKafka({ dataDir: '${dataDir}' })).pid);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code]);
  const [pid] = (await once(child.stdout, 'data')) as [Buffer];
  child.kill('SIGKILL');
  await once(child, 'exit');
  return Number(pid);
}

(canRun ? describe : describe.skip)('Kafka of the local stack', () => {
  test(
    'keeps its topics from start to start, at whatever ports, and ends an orphan of its folder',
    async () => {
      const dataDir = join(folder, 'kept');
      const first = await startKafka({ dataDir });
      await topics(first.brokers, 'kept');
      await first.stop();
      const orphan = await startAndKill(dataDir);
      const second = await startKafka({ dataDir });
      expect(await hasExited(orphan, 0)).toBe(true);
      expect(second.brokers).not.toEqual(first.brokers);
      expect(await topics(second.brokers)).toContain('kept');
      await second.stop();
    },
    TIMEOUT_MS,
  );

  test(
    'gives the places of members that were killed together with it to those who come then',
    async () => {
      const dataDir = join(folder, 'members');
      const first = await startKafka({ dataDir });
      await dismissMembers(first.brokers); // of no group
      await topics(first.brokers, 'read');
      const killed = await joinGroup(first.brokers);
      await killed.kill();
      process.kill(first.pid, 'SIGKILL');
      await first.exited;
      const second = await startKafka({ dataDir });
      await dismissMembers(second.brokers);
      const next = await joinGroup(second.brokers);
      await next.kill();
      await second.stop();
    },
    TIMEOUT_MS,
  );

  test(
    'says in one line that its folder is broken',
    async () => {
      const dataDir = join(folder, 'broken');
      await (await startKafka({ dataDir })).stop();
      writeFileSync(join(dataDir, 'log/meta.properties'), 'version=nonsense\n');
      await expect(startKafka({ dataDir })).rejects.toMatchObject({
        name: 'StartupError',
        message: expect.stringMatching(
          /^Kafka cannot use .*broken.*: move the folder away to begin empty\.$/,
        ),
      });
    },
    TIMEOUT_MS,
  );
});
