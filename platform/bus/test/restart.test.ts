import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { startKafka } from '../../local-stack/kafka.ts';
import { startPostgres } from '../../local-stack/postgres.ts';
import { testKafka } from '../../testing/kafka.ts';
import { openKafkaBus } from '../kafka/bus.ts';
import type { Bus, OutgoingMessage } from '../port.ts';
import { openPostgresBus } from '../postgres/bus.ts';
import { eventually, newGroup, newTopic, settle, textOf, writerOf } from './messages.ts';

const logger = pino({ level: 'silent' });
const kafkaCanRun = (await testKafka()) !== undefined;

interface Server {
  readonly address: string;
  stop(): Promise<void>;
}

const onPostgres = async (dataDir: string, port?: number): Promise<Server> => {
  const { url, stop } = await startPostgres({ dataDir, port });
  return { address: url, stop };
};

const onKafka = async (dataDir: string, port?: number): Promise<Server> => {
  const { brokers, stop } = await startKafka({ dataDir, port });
  return { address: `kafka://${brokers[0]}`, stop };
};

const openPostgres = (address: string): Promise<Bus> => openPostgresBus({ postgresUrl: address, logger });
const openKafka = (address: string): Promise<Bus> =>
  openKafkaBus({ brokers: [new URL(address).host], clientId: 'restart', logger });

describe.each([
  { name: 'PostgreSQL', start: onPostgres, open: openPostgres, runs: true },
  { name: 'Kafka', start: onKafka, open: openKafka, runs: kafkaCanRun },
])('When the server of the bus on $name restarts', ({ start, open, runs }) => {
  let folder: string;
  let server: Server;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bus-restart-'));
  });
  afterEach(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  (runs ? test : test.skip)(
    'publishers fail meanwhile; groups and tails go on afterwards, and nothing is lost',
    async () => {
      server = await start(join(folder, 'data'));
      const bus = await open(server.address);
      const writer = writerOf(newTopic());
      await bus.ensureTopics([writer.topic]);
      const [handled, tailed]: [string[], string[]] = [[], []];
      const group = bus.consume({
        group: newGroup(),
        topics: [writer.topic.name],
        onBatch: async (messages) => void handled.push(...messages.map(textOf)),
      });
      const tail = bus.tail({
        topic: writer.topic.name,
        from: 'now',
        onMessage: (message) => void tailed.push(textOf(message)),
      });
      await Promise.all([group.started, tail.started]);
      await bus.publish([writer.message('a', 'before')]);
      await eventually(() => handled.length === 1 && tailed.length === 1);

      await server.stop();
      const meanwhile = writer.message('a', 'meanwhile');
      await expect(bus.publish([meanwhile])).rejects.toThrow();
      expect(await bus.healthy()).toBe(false);

      server = await start(join(folder, 'data'), Number(new URL(server.address).port));
      await publishAtLast(bus, [meanwhile, writer.message('a', 'after')]);
      await eventually(
        () => handled.includes('after') && tailed.includes('after'),
        () => [handled, tailed],
      );
      expect(tailed).toEqual(['before', 'meanwhile', 'after']);
      expect(new Set(handled)).toEqual(new Set(tailed));
      await bus.close();
    },
    300_000,
  );
});

/** As the relay does: again, until it succeeds. */
async function publishAtLast(bus: Bus, messages: readonly OutgoingMessage[]): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await bus.publish(messages);
    } catch (error) {
      if (attempt === 50) throw error;
      await settle(100);
    }
  }
}
