import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type pg from 'pg';
import { bury, park } from 'platform/bus/consuming/dead-letter-rows';
import { consumerMigration } from 'platform/bus/migrations/0003-consumer';
import type { DeliveredMessage, TopicDeclaration } from 'platform/bus/port';
import { systemClock } from 'platform/kernel/clock';
import { newId, type TenantId } from 'platform/kernel/ids';
import { outboxMigration } from 'platform/outbox/migrations/0002-outbox';
import { outboxChunksMigration } from 'platform/outbox/migrations/0005-outbox-chunks';
import { adminPool, type TestDatabase, testDatabase } from 'platform/testing/postgres';
import type { DeadLetterStore } from '../dead-letter-stores.ts';
import { list } from '../list.ts';
import { replay } from '../replay.ts';
import { show } from '../show.ts';

const ACME = 'acme' as TenantId;
const POLL_MS = 20;
const GROUP = 'shop.orders';
const TOPIC: TopicDeclaration = { name: 'orders.order.v1', partitions: 1, retentionMs: 1000, writers: 'one' };

describe('npm run dlq', () => {
  let database: TestDatabase;
  let admin: pg.Pool;
  let stores: DeadLetterStore[];
  let printed: string[];
  const print = (line: string) => void printed.push(line);

  beforeAll(async () => {
    database = await testDatabase({
      subgraph: 'shop',
      entities: [],
      migrations: [outboxMigration, outboxChunksMigration, consumerMigration],
    });
    admin = adminPool(database.adminUrl);
    stores = [{ subgraph: 'shop', pool: database.system }];
  });
  afterAll(async () => {
    await admin.end();
    await database.close();
  });
  beforeEach(async () => {
    printed = [];
    await admin.query('truncate dead_letter, outbox');
  });

  /** A dead letter and one event parked behind it. */
  const aDeadLetter = async (): Promise<string> => {
    const [dead, parked] = [aMessage(), aMessage()];
    await database.unitOfWork(ACME, async (uow) => {
      await bury(uow, GROUP, TOPIC, dead, { error: new Error('no such order'), attempts: 5 });
      await park(uow, GROUP, parked);
    });
    return dead.event.id;
  };

  test('list says so when there are none', async () => {
    await list(stores, {}, print);
    expect(printed).toEqual(['No dead letters.']);
  });

  test('list has a line a dead letter, with its error and what is parked behind it', async () => {
    const id = await aDeadLetter();
    await list(stores, {}, print);
    expect(printed).toEqual([
      `${id}  dead  ${GROUP}  acme  ${TOPIC.name}  5 attempts  1 parked  Error: no such order`,
      'Dead letters: 1, parked behind them: 1.',
    ]);
  });

  test('show prints the event and the error', async () => {
    await show(stores, await aDeadLetter(), print);
    expect(JSON.parse(printed[0] ?? '')).toMatchObject({ consumer: GROUP, seq: '1', data: { total: 7 } });
    expect(printed[1]).toContain('Error: no such order');
  });

  test('show of an event that nobody keeps is refused in one line', async () => {
    await expect(show(stores, 'evt_nobody', print)).rejects.toThrow(/No consumer keeps evt_nobody/);
  });

  test('replay marks the dead letters for the consumers, and leaves what is parked', async () => {
    await aDeadLetter();
    await replay(stores, { consumer: GROUP }, { watch: false, print });
    const { rows } = await admin.query('select status from dead_letter order by position');
    expect(rows.map((row) => row.status)).toEqual(['replaying', 'parked']);
    expect(printed[0]).toBe('Dead letters to be replayed: 1.');
  });

  test('replay of a consumer without dead letters does nothing', async () => {
    await aDeadLetter();
    await replay(stores, { consumer: 'another' }, { watch: false, print });
    expect(printed).toEqual(['No dead letters to replay.']);
  });

  test('a watched replay ends when all has been handled', async () => {
    await aDeadLetter();
    const watched = replay(stores, {}, { watch: true, print });
    while (printed.length < 2) await sleep(POLL_MS);
    await admin.query('delete from dead_letter');
    await watched;
    expect(printed).toEqual([
      'Dead letters to be replayed: 1.',
      '1 to replay, 1 parked, 0 dead letters',
      '0 to replay, 0 parked, 0 dead letters',
    ]);
  });
});

const aMessage = (): DeliveredMessage => ({
  topic: TOPIC.name,
  partition: 0,
  offset: 0n,
  key: 'acme/order_1',
  seq: 1n,
  incarnation: 'first',
  event: {
    id: newId('evt'),
    source: 'orders',
    type: 'orders.order.placed.v1',
    subject: 'order_1',
    tenantId: ACME,
    actor: 'alice',
    time: systemClock.now(),
    effectiveAt: systemClock.now(),
    correlationId: 'cor_1',
    causationId: 'cau_1',
    data: { total: 7 },
  },
});
