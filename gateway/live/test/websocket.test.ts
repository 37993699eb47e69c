import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { CloseCode } from 'graphql-ws';
import pino from 'pino';
import type { Bus } from 'platform/bus/port';
import { openPostgresBus } from 'platform/bus/postgres/bus';
import { eventually } from 'platform/bus/test/messages';
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

const QUERY = 'subscription { transactionPosted { cursor transaction { id } } }';
const SUBSCRIBE = { id: '1', type: 'subscribe', payload: { query: QUERY } };
const init = (token = tokenOf('acme', 'alice', READER)) => ({
  type: 'connection_init',
  payload: { authorization: `Bearer ${token}` },
});

let bus: Bus;
let log: Log;
let gateway: LiveGateway;

beforeAll(async () => {
  bus = await openPostgresBus({ postgresUrl: testPostgresUrl(), logger: pino({ level: 'silent' }) });
  log = await openLog(bus);
  gateway = await startLive(bus, log.topic, {
    maxOperationsPerConnection: 2,
    maxMessageBytes: 4096,
    connectionInitTimeoutMs: 200,
    cursorIntervalMs: 100,
  });
});
afterAll(async () => {
  await gateway.close();
  await bus.close();
});

/** A client that speaks the protocol by hand. */
async function connect(to = gateway, protocol: string | string[] = 'graphql-transport-ws') {
  const socket = new WebSocket(to.url, protocol);
  const messages: { type: string; id?: string; payload?: unknown }[] = [];
  socket.on('message', (data) => messages.push(JSON.parse(String(data))));
  const closed = once(socket, 'close').then(([code, reason]) => [code, String(reason)]);
  await once(socket, 'open');
  const send = (...sent: unknown[]) => {
    for (const message of sent) socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  };
  const saw = (type: string) => eventually(() => messages.some((message) => message.type === type));
  return { socket, messages, send, closed, saw };
}

describe('the socket is closed with', () => {
  test.each([
    [4400, 'for a message that is none', ['no json']],
    [4401, 'for a subscribe before connection_init', [SUBSCRIBE]],
    [4401, 'for connection_init without a token', [{ type: 'connection_init' }]],
    [4403, 'for a token that does not hold', [init('nonsense')]],
    [4408, 'for no connection_init in time', []],
    [4429, 'for a second connection_init', [init(), init()]],
    [4409, 'for an id that is in use', [init(), 'wait', SUBSCRIBE, SUBSCRIBE]],
  ])('%d %s', async (code, _why, messages) => {
    const client = await connect();
    for (const message of messages) {
      if (message === 'wait') await client.saw('connection_ack');
      else client.send(message);
    }
    expect((await client.closed)[0]).toBe(code);
  });

  test('4406 without the subprotocol', async () => {
    expect((await (await connect(gateway, [])).closed)[0]).toBe(4406);
  });

  test('1009 for a message over the limit', async () => {
    jest.spyOn(console, 'error').mockImplementationOnce(() => {});
    const client = await connect();
    client.send('x'.repeat(5000));
    expect((await client.closed)[0]).toBe(1009);
  });

  test('4403 when the token expires, so that the client comes back with another and resumes', async () => {
    const client = await connect();
    client.send(init(tokenOf('acme', 'alice', READER, Date.now() / 1000 + 0.5)));
    await client.saw('connection_ack');
    client.send(SUBSCRIBE);
    expect(await client.closed).toEqual([CloseCode.Forbidden, 'Token expired']);
    expect(client.messages.at(-1)).toEqual({ type: 'ping', payload: { cursors: { 1: expect.any(String) } } });
  });

  test('4403 when the token is revoked, also while there are no events', async () => {
    const client = await connect();
    client.send(init(tokenOf('acme', 'fired', READER)));
    await client.saw('connection_ack');
    gateway.revoke('fired');
    expect(await client.closed).toEqual([CloseCode.Forbidden, 'Token revoked']);
  });

  test('1012 when the gateway stops, after the cursor to resume from', async () => {
    const own = await startLive(bus, log.topic);
    const client = await connect(own);
    client.send(init());
    await client.saw('connection_ack');
    client.send(SUBSCRIBE);
    await client.saw('ping');
    await own.close();
    expect(await client.closed).toEqual([1012, 'Service restart']);
    expect(client.messages.at(-1)).toMatchObject({
      type: 'ping',
      payload: { cursors: { 1: expect.any(String) } },
    });
  });

  test('nothing when the client does not answer the close: it is dropped after the drain timeout', async () => {
    const own = await startLive(bus, log.topic, { drainTimeoutMs: 100 });
    const client = await connect(own);
    client.socket.pause();
    const began = Date.now();
    await own.close();
    expect(Date.now() - began).toBeLessThan(2_000);
    client.socket.terminate();
  });
});

describe('limits', () => {
  test('operations per connection: LIMIT_EXCEEDED, and the others go on', async () => {
    const client = await connect();
    client.send(init());
    await client.saw('connection_ack');
    for (const id of ['1', '2', '3']) client.send({ ...SUBSCRIBE, id });
    await client.saw('error');
    expect(client.messages.filter(({ type }) => type === 'error')).toMatchObject([
      {
        id: '3',
        payload: [
          { extensions: { code: 'LIMIT_EXCEEDED', limit: 'maxOperationsPerConnection', maximum: 2 } },
        ],
      },
    ]);
    client.socket.close();
    await client.closed;
  });

  test('connections: further ones are answered 503', async () => {
    const own = await startLive(bus, log.topic, { maxConnections: 1 });
    const first = await connect(own);
    const [error] = await once(new WebSocket(own.url, 'graphql-transport-ws'), 'error');
    expect(String(error)).toContain('503');
    first.socket.close();
    await own.close();
  });

  test.each([
    ['actor', { maxConnectionsPerActor: 1 }],
    ['tenant', { maxConnectionsPerTenant: 1 }],
  ])('connections of one %s: one more is closed with 1013, until one has gone', async (_whose, limits) => {
    const own = await startLive(bus, log.topic, limits);
    const first = await connect(own);
    first.send(init());
    await first.saw('connection_ack');
    const second = await connect(own);
    second.send(init());
    expect(await second.closed).toEqual([1013, 'Too many connections']);
    first.socket.close();
    await eventually(() => own.live.stats().connections === 0);
    const third = await connect(own);
    third.send(init());
    await third.saw('connection_ack');
    await own.close();
  });

  test.each(['maxSubscriptionsPerActor', 'maxSubscriptionsPerTenant'])(
    '%s: LIMIT_EXCEEDED, over all connections, until one has ended',
    async (limit) => {
      const own = await startLive(bus, log.topic, { [limit]: 1 });
      const first = listen(own, QUERY);
      await listening(first);
      expect(await listen(own, QUERY).ended).toEqual({ code: 'LIMIT_EXCEEDED' });
      first.stop();
      await eventually(() => own.live.stats().subscriptions === 0);
      const next = listen(own, QUERY);
      await listening(next);
      await own.close();
    },
  );

  test('subscriptions that could not be opened take no share', async () => {
    const own = await startLive(bus, log.topic, { maxSubscriptionsPerActor: 1 });
    const refused = listen(own, 'subscription { elsewhere { cursor } }');
    expect(await refused.ended).toEqual({ code: 'SERVICE_UNAVAILABLE' });
    await listening(listen(own, QUERY));
    await own.close();
  });

  test('an upgrade of another path is answered 404', async () => {
    const [error] = await once(
      new WebSocket(gateway.url.replace('/graphql', '/other'), 'graphql-transport-ws'),
      'error',
    );
    expect(String(error)).toContain('404');
  });
});

describe('cursors', () => {
  test('come right after subscribing and again and again, each by the id of its operation', async () => {
    const client = await connect();
    client.send(init());
    await client.saw('connection_ack');
    client.send(SUBSCRIBE, { ...SUBSCRIBE, id: '2' });
    const pings = () => client.messages.filter(({ type }) => type === 'ping').map(({ payload }) => payload);
    await eventually(() => pings().length >= 4);
    expect(pings().at(-1)).toEqual({ cursors: { 1: expect.any(String), 2: expect.any(String) } });
    client.socket.close();
    await client.closed;
  });

  test('of a subscription that matches nothing move on with the topic', async () => {
    const idle = listen(gateway, 'subscription { transactionPosted(ledgerId: "ldg_none") { cursor } }');
    await listening(idle);
    await log.publish({ transaction: { id: 'txn_passed' } });
    const heard = idle.cursors.length;
    await eventually(() => idle.cursors.length > heard + 1);
    idle.stop();
    const after = idle.cursors.at(-1);
    const resumed = listen(
      gateway,
      'subscription ($after: Cursor) { transactionPosted(after: $after) { transaction { id } } }',
      { variables: { after } },
    );
    await listening(resumed);
    await log.publish({ transaction: { id: 'txn_new' } });
    await eventually(() => resumed.events.length > 0);
    resumed.stop();
    expect(resumed.events).toEqual([{ transactionPosted: { transaction: { id: 'txn_new' } } }]);
  });
});

describe('leaving', () => {
  test('a completed operation is forgotten while its socket stays', async () => {
    const client = await connect();
    client.send(init());
    await client.saw('connection_ack');
    client.send(SUBSCRIBE);
    await client.saw('ping');
    client.send({ id: '1', type: 'complete' });
    await eventually(() => gateway.live.stats().subscriptions === 0);
    expect(gateway.live.stats().connections).toBe(1);
    client.socket.close();
    await client.closed;
  });

  test('1,000 clients that come and go leave nothing behind', async () => {
    const own = await startLive(bus, log.topic, { maxConnections: 100 });
    const cycle = async (n: number) => {
      const client = await connect(own);
      client.send(init());
      await client.saw('connection_ack');
      client.send(SUBSCRIBE);
      if (n % 3 > 0) await client.saw('ping');
      if (n % 3 === 1) client.send({ id: '1', type: 'complete' });
      if (n % 2) client.socket.close();
      else client.socket.terminate();
      await client.closed;
    };
    for (let n = 0; n < 1_000; n += 50) await Promise.all([...Array(50).keys()].map((k) => cycle(n + k)));
    await eventually(() => own.live.stats().connections === 0);
    expect(own.live.stats()).toEqual({ connections: 0, subscriptions: 0, listeners: 0 });
    await own.close();
  });
});
