import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pino from 'pino';
import type { Bus } from 'platform/bus/port';
import { openPostgresBus } from 'platform/bus/postgres/bus';
import { eventually } from 'platform/bus/test/messages';
import type { TenantId } from 'platform/kernel/ids';
import { testPostgresUrl } from 'platform/testing/postgres';
import { WebSocket } from 'ws';
import {
  type LiveGateway,
  type Log,
  listen,
  listening,
  openLog,
  READER,
  startLive,
  tokenOf,
} from './fixture.ts';

const NOTHING = { connections: 0, subscriptions: 0, listeners: 0 };
const init = (actor: string, expiresAt?: number) => ({
  type: 'connection_init',
  payload: { authorization: `Bearer ${tokenOf('acme', actor, READER, expiresAt)}` },
});
const subscribe = (id: string, query = 'subscription { transactionPosted { cursor } }') => ({
  id,
  type: 'subscribe',
  payload: { query },
});
const complete = (id: string) => ({ id, type: 'complete' });

let bus: Bus;
let log: Log;
let gateway: LiveGateway;

beforeAll(async () => {
  bus = await openPostgresBus({ postgresUrl: testPostgresUrl(), logger: pino({ level: 'silent' }) });
  log = await openLog(bus);
});
afterAll(() => bus.close());
/** One that has not opened its feed yet, so that the first subscriptions take a while to open. */
beforeEach(async () => {
  gateway = await startLive(bus, log.topic, {
    maxOperationsPerConnection: 2,
    maxUnsentBytes: 100_000,
    tokenCheckIntervalMs: 60_000,
  });
});
afterEach(() => gateway.close());

interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

async function connect() {
  const socket = new WebSocket(gateway.url, 'graphql-transport-ws');
  const messages: Message[] = [];
  socket.on('message', (data) => messages.push(JSON.parse(String(data))));
  await once(socket, 'open');
  const send = (...sent: unknown[]) => {
    for (const message of sent) socket.send(JSON.stringify(message));
  };
  const saw = (type: string) => eventually(() => messages.some((message) => message.type === type));
  const errorCodes = () =>
    messages
      .filter(({ type }) => type === 'error')
      .map(({ id, payload }) => [id, (payload as { extensions: { code: string } }[])[0]?.extensions.code]);
  return { socket, send, saw, errorCodes };
}

async function acknowledged(actor = 'mallory') {
  const client = await connect();
  client.send(init(actor));
  await client.saw('connection_ack');
  return client;
}

describe('a client that', () => {
  test('resets a refused upgrade, or never closes it, neither ends the process nor keeps the socket', async () => {
    const { hostname, port } = new URL(gateway.url);
    const socket = connectTcp({ host: hostname, port: Number(port), allowHalfOpen: true });
    socket.write('GET /other HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    socket.resume();
    await once(socket, 'end');
    const refused = once(socket, 'error');
    const writing = setInterval(() => socket.write('still here'), 5);
    await expect(refused).resolves.toBeDefined();
    clearInterval(writing);
    (await acknowledged()).socket.close();
  });

  test('pings without reading the answers, even before its token, is dropped before they fill the memory', async () => {
    const { socket } = await connect();
    socket.pause();
    const ping = JSON.stringify({ type: 'ping', payload: { filler: 'x'.repeat(200_000) } });
    for (let n = 0; n < 100; n += 1) socket.send(ping);
    await eventually(() => gateway.live.stats().connections === 0);
    socket.terminate();
  });

  test('takes the id of an operation that is still opening leaves nothing behind', async () => {
    const client = await acknowledged();
    client.send(subscribe('1'), complete('1'), subscribe('1'));
    await client.saw('error');
    expect(client.errorCodes()).toEqual([['1', 'BAD_REQUEST']]);
    client.socket.terminate();
    await eventually(() => gateway.live.stats().connections === 0);
    await eventually(() => gateway.live.stats().listeners === 0);
    expect(gateway.live.stats()).toEqual(NOTHING);
  });

  test('completes operations while they open has no more of them at once than others', async () => {
    const client = await acknowledged();
    client.send(subscribe('1'), complete('1'), subscribe('2'), complete('2'), subscribe('3'));
    await client.saw('error');
    expect(client.errorCodes()).toEqual([['3', 'LIMIT_EXCEEDED']]);
    client.socket.terminate();
  });

  test('brings the cursor of another tenant hears its own events after it, and nothing else', async () => {
    const acme = listen(gateway, 'subscription { transactionPosted { cursor } }');
    await listening(acme);
    acme.stop();
    await log.publish({ transaction: { id: 'txn_acme' } });
    await log.publish({ transaction: { id: 'txn_globex' } }, { tenantId: 'globex' as TenantId });
    const query = 'subscription ($after: Cursor) { transactionPosted(after: $after) { transaction { id } } }';
    const token = tokenOf('globex', 'eve', READER);
    const globex = listen(gateway, query, { token, variables: { after: acme.cursors[0] } });
    await listening(globex);
    await log.publish({ transaction: { id: 'txn_last' } }, { tenantId: 'globex' as TenantId });
    await eventually(() => globex.events.length === 2);
    globex.stop();
    expect(globex.events).toMatchObject([
      { transactionPosted: { transaction: { id: 'txn_globex' } } },
      { transactionPosted: { transaction: { id: 'txn_last' } } },
    ]);
  });

  test.each(['query { transaction(id: "1") { id } }', 'subscription { transactionPosted { cursor } }'])(
    'was revoked after its socket opened begins nothing more: %s',
    async (query) => {
      const client = await acknowledged('fired');
      gateway.revoke('fired');
      client.send(subscribe('1', query));
      await client.saw('error');
      expect(client.errorCodes()).toEqual([['1', 'UNAUTHENTICATED']]);
      client.socket.terminate();
    },
  );
});
