import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { Bus } from 'platform/bus/port';
import { openPostgresBus } from 'platform/bus/postgres/bus';
import { eventually } from 'platform/bus/test/messages';
import { createMetrics } from 'platform/telemetry/metrics';
import { testPostgresUrl } from 'platform/testing/postgres';
import { gatewayConfig } from '../../config.ts';
import { type RunningGateway, startGateway } from '../../gateway.ts';
import {
  type Log,
  listen,
  listening,
  openLog,
  type Received,
  tokenOf,
  verifyToken,
} from '../../live/test/fixture.ts';
import { composeSdl, localSubgraphs } from '../../live/test/supergraph.ts';

const SECRET = 'hush';
const logged: string[] = [];
const logger = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
let bus: Bus;
let log: Log;
let gateway: RunningGateway;
let strict: RunningGateway;

const start = (rejectUnauthorised: boolean) =>
  startGateway({
    supergraph: { sdl: composeSdl(log.topic) },
    port: 0,
    config: gatewayConfig.parse({ authorisation: { rejectUnauthorised } }),
    localSubgraphs,
    bus,
    cursorSecrets: ['a secret of the tests'],
    tokenVerifier: verifyToken,
    logger,
    metrics: createMetrics(),
  });

beforeAll(async () => {
  bus = await openPostgresBus({ postgresUrl: testPostgresUrl(), logger });
  log = await openLog(bus);
  gateway = await start(false);
  strict = await start(true);
});
afterAll(async () => {
  await gateway.close();
  await strict.close();
  await bus.close();
});

const QUERY = 'subscription { event: transactionPosted { transaction { id secret payment { status } } } }';

const subscribe = (scopes: readonly string[], query = QUERY, to = gateway): Received =>
  listen({ url: `${to.url.replace('http', 'ws')}/graphql` }, query, {
    token: tokenOf('acme', 'alice', scopes),
  });

const transaction = (secret: string | null, payment: object | null) => ({
  event: { transaction: { id: 'txn_1', secret, payment } },
});
const refusedPaths = ({ errors }: Received): unknown[] => errors.map(({ path }) => path?.join('.'));

test('each subscriber is shown of one event what it may see, also with equal operations of one user', async () => {
  const reader = subscribe(['ledger:read']);
  const payer = subscribe(['ledger:read', 'payments:read']);
  const auditor = subscribe(['ledger:read', 'ledger:audit', 'payments:read']);
  const all = [reader, payer, auditor];
  await Promise.all(all.map(listening));
  await log.publish({ transaction: { id: 'txn_1' } });
  await eventually(() => all.every(({ events }) => events.length === 1));
  for (const each of all) each.stop();

  const settled = { status: 'SETTLED' };
  expect(all.map(({ events }) => events[0])).toEqual([
    transaction(null, null),
    transaction(null, settled),
    transaction(SECRET, settled),
  ]);
  expect(refusedPaths(reader)).toEqual(['event.transaction.secret', 'event.transaction.payment']);
  expect(refusedPaths(payer)).toEqual(['event.transaction.secret']);
  expect(refusedPaths(auditor)).toEqual([]);
  expect(JSON.stringify([reader.errors, payer.errors, logged])).not.toContain(SECRET);
});

test('an object that may not be null takes the event with it', async () => {
  const heard = subscribe([], 'subscription { anyTransaction { cursor transaction { id } } }');
  await listening(heard);
  await log.publish({ transaction: { id: 'txn_2' } });
  await eventually(() => heard.errors.length > 0);
  heard.stop();
  expect(heard.events).toEqual([{ anyTransaction: null }]);
  expect(refusedPaths(heard)).toEqual(['anyTransaction.transaction']);
});

test('the field itself is refused when the subscription opens', async () => {
  expect(await subscribe(['payments:read']).ended).toEqual({ code: 'UNAUTHORIZED_FIELD_OR_TYPE' });
});

test('rejectUnauthorised: a subscription that asks for too much does not open', async () => {
  expect(await subscribe(['ledger:read'], QUERY, strict).ended).toEqual({
    code: 'UNAUTHORIZED_FIELD_OR_TYPE',
  });
});

test('rejectUnauthorised: one that asks for what it may have does', async () => {
  const heard = subscribe(['ledger:read', 'ledger:audit', 'payments:read'], QUERY, strict);
  await listening(heard);
  await log.publish({ transaction: { id: 'txn_1' } });
  await eventually(() => heard.events.length === 1);
  heard.stop();
  expect(heard.events).toEqual([transaction(SECRET, { status: 'SETTLED' })]);
});

test('a query over the same socket has the same rules', async () => {
  const heard = subscribe(['ledger:read'], '{ transaction(id: "txn_1") { id secret } }');
  await heard.ended;
  expect(heard.events).toEqual([{ transaction: null }]);
  expect(refusedPaths(heard)).toEqual(['transaction.secret']);
});
