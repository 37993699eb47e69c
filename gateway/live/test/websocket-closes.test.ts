import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { CloseCode } from 'graphql-ws';
import { eventually } from 'platform/bus/test/messages';
import { idleTimeOf, READER, startLive, tokenOf, UNVERIFIABLE } from './fixture.ts';
import { acknowledged, complete, connect, init, subscribe } from './raw-socket.ts';
import { openStage } from './stage.ts';

const QUERY = 'subscription { transactionPosted { cursor } }';

const { bus, log, gateway } = await openStage({
  maxMessageBytes: 4096,
  tokenCheckIntervalMs: 50,
});

afterEach(() => void jest.restoreAllMocks());

describe('4400 closes the socket for a message that', () => {
  const ofType = (type: unknown, more: object = {}) => ({ type, ...more });
  const asking = (payload: unknown, id: unknown = '1') => ({ id, type: 'subscribe', payload });
  test.each([
    ['is no JSON', 'no json'],
    ['is empty', ''],
    ['is a text', '"connection_init"'],
    ['is a number', '7'],
    ['is null', 'null'],
    ['is a list', [ofType('ping')]],
    ['has no type', {}],
    ['has an empty type', ofType('')],
    ['has a type that is no text', ofType(7)],
    ['has a type that there is none of', ofType('start')],
    ['has the name of something else as its type', ofType('toString')],
    ['is connection_init with a text', ofType('connection_init', { payload: 'token' })],
    ['is connection_init with a list', ofType('connection_init', { payload: [] })],
    ['is a ping with a text', ofType('ping', { payload: 'text' })],
    ['is a ping with a list', ofType('ping', { payload: [] })],
    ['is a pong with a number', ofType('pong', { payload: 7 })],
    ['subscribes without an id', { type: 'subscribe', payload: { query: QUERY } }],
    ['subscribes with an empty id', asking({ query: QUERY }, '')],
    ['subscribes with an id that is a number', asking({ query: QUERY }, 1)],
    ['subscribes without a payload', asking(undefined)],
    ['subscribes with a payload that is a list', asking([{ query: QUERY }])],
    ['subscribes without a query', asking({ operationName: 'Named' })],
    ['subscribes with a query that is null', asking({ query: null })],
    ['subscribes with a query that is a number', asking({ query: 7 })],
    ['subscribes with variables that are a list', asking({ query: QUERY, variables: [] })],
    ['subscribes with variables that are a text', asking({ query: QUERY, variables: '{}' })],
    ['subscribes with an operationName that is a number', asking({ query: QUERY, operationName: 7 })],
    ['subscribes with extensions that are a text', asking({ query: QUERY, extensions: 'text' })],
    ['subscribes with extensions that are a list', asking({ query: QUERY, extensions: [] })],
    ['completes without an id', ofType('complete')],
    ['completes with an empty id', complete('')],
    ['completes with an id that is a number', ofType('complete', { id: 1 })],
  ])('%s', async (_what, message) => {
    const client = await acknowledged(gateway);
    client.send(message);
    expect((await client.closed)[0]).toBe(CloseCode.BadRequest);
  });

  test('is not UTF-8, where the frame does not say that it is text', async () => {
    const client = await acknowledged(gateway);
    client.socket.send(Buffer.from('{"type":"ping","payload":{"name":"M\xfcller"}}', 'latin1'));
    expect((await client.closed)[0]).toBe(CloseCode.BadRequest);
  });

  test('is none, also before connection_init', async () => {
    const client = await connect(gateway);
    client.send('no json');
    expect((await client.closed)[0]).toBe(CloseCode.BadRequest);
  });

  test('is none, and ends every operation of its socket', async () => {
    const client = await acknowledged(gateway);
    client.send(subscribe('1'), subscribe('2'));
    await eventually(() => gateway.live.stats().subscriptions === 2);
    client.send({ type: 'nothing' });
    await client.closed;
    await eventually(() => gateway.live.stats().listeners === 0);
    expect(gateway.live.stats()).toEqual({ connections: 0, subscriptions: 0, listeners: 0 });
  });
});

test('1007 closes the socket for a text that is not UTF-8', async () => {
  const client = await acknowledged(gateway);
  client.socket.send(Buffer.from('{"type":"ping","payload":{"name":"M\xfcller"}}', 'latin1'), {
    binary: false,
  });
  expect((await client.closed)[0]).toBe(1007);
});

describe('the socket is closed with', () => {
  test.each([
    ['subscribe before connection_init', [subscribe('1')]],
    ['subscribe before connection_init was acknowledged', [init(), subscribe('1')]],
    ['connection_init without a payload', [{ type: 'connection_init' }]],
    ['connection_init with null', [{ type: 'connection_init', payload: null }]],
    ['connection_init without a token', [{ type: 'connection_init', payload: {} }]],
    ['a token that is no text', [{ type: 'connection_init', payload: { authorization: 7 } }]],
    ['a token of another scheme', [{ type: 'connection_init', payload: { authorization: 'Basic YTpi' } }]],
  ])('4401 for %s', async (_why, messages) => {
    const client = await connect(gateway);
    client.send(...messages);
    expect(await client.closed).toEqual([CloseCode.Unauthorized, 'Unauthorized']);
    expect(client.messages).toEqual([]);
  });

  test('4403 for a token that does not hold', async () => {
    const client = await connect(gateway);
    client.send(init('nonsense'));
    expect(await client.closed).toEqual([CloseCode.Forbidden, 'Forbidden']);
    expect(client.messages).toEqual([]);
  });

  test('4403 when the token expires, so that the client comes back with another and resumes', async () => {
    const expiresAt = Math.ceil(Date.now() / 1_000) + 3_600;
    const client = await acknowledged(gateway, tokenOf('acme', 'alice', READER, expiresAt));
    client.send(subscribe('1'));
    await client.saw('ping');
    jest.spyOn(Date, 'now').mockReturnValue(expiresAt * 1_000);
    expect(await client.closed).toEqual([CloseCode.Forbidden, 'Token expired']);
    expect(client.messages.at(-1)).toEqual({ type: 'ping', payload: { cursors: { 1: expect.any(String) } } });
  });

  test('4403 when the token is revoked, also while there are no events', async () => {
    const client = await acknowledged(gateway, tokenOf('acme', 'fired', READER));
    gateway.revoke('fired');
    expect(await client.closed).toEqual([CloseCode.Forbidden, 'Token revoked']);
  });

  test('4406 without the subprotocol', async () => {
    expect((await (await connect(gateway, [])).closed)[0]).toBe(CloseCode.SubprotocolNotAcceptable);
  });

  test('4408 for no connection_init in time, also when it pings', async () => {
    const own = await startLive(bus, log.topic, { connectionInitTimeoutMs: 200 });
    const client = await connect(own);
    client.send({ type: 'ping' });
    expect((await client.closed)[0]).toBe(CloseCode.ConnectionInitialisationTimeout);
    await own.close();
  });

  test('4409 for an id that is in use, and its operation ends', async () => {
    const client = await acknowledged(gateway);
    client.send(subscribe('1'));
    await eventually(() => gateway.live.stats().subscriptions === 1);
    client.send(subscribe('1', '{ transaction(id: "1") { id } }'));
    expect(await client.closed).toEqual([
      CloseCode.SubscriberAlreadyExists,
      'Subscriber for 1 already exists',
    ]);
    await eventually(() => gateway.live.stats().subscriptions === 0);
  });

  test('4409 also while the operation that has the id is still opening', async () => {
    const client = await acknowledged(gateway);
    client.send(subscribe('1'), subscribe('1'));
    expect((await client.closed)[0]).toBe(CloseCode.SubscriberAlreadyExists);
    await eventually(() => gateway.live.stats().listeners === 0);
  });

  test('4429 for a second connection_init', async () => {
    const client = await acknowledged(gateway);
    client.send(init());
    expect((await client.closed)[0]).toBe(CloseCode.TooManyInitialisationRequests);
  });

  test('4429 also before the first was acknowledged', async () => {
    const client = await connect(gateway);
    client.send(init(), init());
    expect((await client.closed)[0]).toBe(CloseCode.TooManyInitialisationRequests);
  });

  test.each([
    [1007, 'a text that is not UTF-8', Buffer.from([0xff])],
    [1009, 'a message over the limit', Buffer.alloc(5_000, 'x')],
  ])('%d for %s', async (code, _why, bytes) => {
    const client = await connect(gateway);
    client.socket.send(bytes, { binary: false });
    expect((await client.closed)[0]).toBe(code);
  });

  test('1012 when the gateway stops, after the cursor to resume from', async () => {
    const own = await startLive(bus, log.topic);
    const client = await acknowledged(own);
    client.send(subscribe('1'));
    await client.saw('ping');
    await own.close();
    expect(await client.closed).toEqual([1012, 'Service restart']);
    expect(client.messages.at(-1)).toEqual({ type: 'ping', payload: { cursors: { 1: expect.any(String) } } });
  });

  test('1012 when it has lived as long as it may, after the cursor to resume from', async () => {
    const own = await startLive(bus, log.topic, { keepAliveMs: 50, maxLifetimeMs: 2_000 });
    const client = await acknowledged(own);
    client.send(subscribe('1'));
    expect(await client.closed).toEqual([1012, 'Lived long enough']);
    expect(client.messages.at(-1)).toEqual({ type: 'ping', payload: { cursors: { 1: expect.any(String) } } });
    await own.close();
  });

  test('1000 when no operation has run on it for long, and not while one does', async () => {
    const own = await startLive(bus, log.topic, { keepAliveMs: 50, idleTimeoutMs: 200 });
    const [idle, busy] = [await acknowledged(own), await acknowledged(own)];
    busy.send(subscribe('1'));
    expect(await idle.closed).toEqual([1000, 'Idle']);
    await busy.answered();
    busy.send(complete('1'));
    expect(await busy.closed).toEqual([1000, 'Idle']);
    await own.close();
  });

  test.each([
    ['actor', { maxConnectionsPerActor: 1 }],
    ['tenant', { maxConnectionsPerTenant: 1 }],
  ])('1013 for one more than one %s may have, until one has gone', async (_whose, limits) => {
    const own = await startLive(bus, log.topic, limits);
    const first = await acknowledged(own);
    const second = await connect(own);
    second.send(init());
    expect(await second.closed).toEqual([1013, 'Too many connections']);
    await first.leave();
    await eventually(() => own.live.stats().connections === 0);
    await acknowledged(own);
    await own.close();
  });

  test('1013 while tokens cannot be verified', async () => {
    const client = await connect(gateway);
    client.send(init(UNVERIFIABLE));
    expect(await client.closed).toEqual([1013, 'Try again later']);
  });

  test('nothing when its pings are not answered: it is dropped, and others stay', async () => {
    const own = await startLive(bus, log.topic, { keepAliveMs: 100 });
    const deaf = await connect(own, 'graphql-transport-ws', { autoPong: false });
    const other = await acknowledged(own);
    expect((await deaf.closed)[0]).toBe(1006);
    await other.answered();
    await own.close();
  });

  test('nothing when the client does not answer the close: it is dropped after the drain timeout', async () => {
    const own = await startLive(bus, log.topic, { drainTimeoutMs: 100 });
    const client = await connect(own);
    client.socket.pause();
    expect(await idleTimeOf(own.close)).toBeLessThan(2_000);
    client.socket.terminate();
  });
});

describe('a message that only a server sends', () => {
  test.each([
    ['connection_ack', { type: 'connection_ack' }],
    ['next', { id: '1', type: 'next', payload: {} }],
    ['error', { id: '1', type: 'error', payload: [{ message: 'no' }] }],
  ])('closes the socket of a client: %s', async (_type, message) => {
    const client = await acknowledged(gateway);
    client.send(message);
    expect((await client.closed)[0]).toBe(CloseCode.BadRequest);
  });
});

test('the subprotocol is chosen among several', async () => {
  const client = await connect(gateway, ['graphql-ws', 'graphql-transport-ws']);
  expect(client.socket.protocol).toBe('graphql-transport-ws');
  await client.leave();
});

test('another subprotocol alone is not taken', async () => {
  await expect(connect(gateway, 'graphql-ws')).rejects.toThrow('no subprotocol');
});
