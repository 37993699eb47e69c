import { afterEach, describe, expect, test } from '@jest/globals';
import { eventually } from 'platform/bus/test/messages';
import { startLive } from './fixture.ts';
import { acknowledged, connect, init, type RawSocket, subscribe } from './raw-socket.ts';
import { openStage } from './stage.ts';

const QUERY = '{ transaction(id: "1") { id } }';

let client: RawSocket;

const { bus, log, gateway } = await openStage();
afterEach(async () => {
  await client.leave();
  await eventually(() => gateway.live.stats().connections === 0);
});

const typesOf = (id: string): readonly string[] => client.of(id).map(({ type }) => type);
const opened = (count: number) => eventually(() => gateway.live.stats().subscriptions === count);

describe('connection_init', () => {
  test('is acknowledged without a payload, once', async () => {
    client = await acknowledged(gateway);
    await client.answered();
    expect(client.messages.filter(({ type }) => type !== 'pong')).toEqual([{ type: 'connection_ack' }]);
  });

  test.each([
    ['without a payload', {}],
    ['with null', { payload: null }],
    ['with an object that says nothing', { payload: { other: true } }],
  ])('%s is enough where nobody needs a token', async (_what, more) => {
    const open = await startLive(bus, log.topic, {}, { anonymous: true });
    client = await connect(open);
    client.send({ type: 'connection_init', ...more });
    await client.saw('connection_ack');
    client.send(subscribe('1', QUERY));
    await client.saw('complete');
    await open.close();
  });
});

describe('a ping', () => {
  test('is answered before connection_init', async () => {
    client = await connect(gateway);
    client.send({ type: 'ping' });
    await client.saw('pong');
    expect(client.messages).toEqual([{ type: 'pong' }]);
  });

  test.each([
    ['without a payload', {}, {}],
    ['with null, without a payload', { payload: null }, {}],
    [
      'with the payload it brought',
      { payload: { at: [1, { x: null }] } },
      { payload: { at: [1, { x: null }] } },
    ],
  ])('is answered %s', async (_what, sent, answered) => {
    client = await acknowledged(gateway);
    client.send({ type: 'ping', ...sent });
    await client.saw('pong');
    expect(client.messages.at(-1)).toEqual({ type: 'pong', ...answered });
  });

  test('is answered each time, in order', async () => {
    client = await acknowledged(gateway);
    client.send(...[1, 2, 3].map((n) => ({ type: 'ping', payload: { n } })));
    await eventually(() => client.messages.length === 4);
    expect(client.messages.slice(1).map(({ payload }) => payload)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  test.each([[{}], [{ payload: null }], [{ payload: { any: 'thing' } }]])(
    'has no answer when it is a pong: %j',
    async (more) => {
      client = await acknowledged(gateway);
      client.send({ type: 'pong', ...more });
      await client.answered();
      expect(client.messages.map(({ type }) => type)).toEqual(['connection_ack', 'pong']);
    },
  );
});

describe('what is sent', () => {
  test('may be more than the protocol knows', async () => {
    client = await connect(gateway);
    client.send({ ...init(), extra: 1 }, { type: 'ping', id: 'x', extra: [] });
    await client.saw('connection_ack');
    client.send({ ...subscribe('1', QUERY, { extra: true, operationType: 'query' }), extra: {} });
    await client.saw('complete');
    expect(client.heard('1')).toEqual([{ data: { echo: QUERY } }]);
  });

  test('may be null where it may be absent', async () => {
    client = await acknowledged(gateway);
    client.send(subscribe('1', QUERY, { variables: null, operationName: null, extensions: null }));
    await client.saw('complete');
    expect(client.heard('1')).toEqual([{ data: { echo: QUERY } }]);
  });

  test('may come as binary frames', async () => {
    client = await connect(gateway);
    const send = (message: unknown) => client.socket.send(Buffer.from(JSON.stringify(message)));
    send(init());
    await client.saw('connection_ack');
    send(subscribe('1', QUERY));
    await client.saw('complete');
    expect(client.heard('1')).toEqual([{ data: { echo: QUERY } }]);
  });

  test('may come in pieces', async () => {
    client = await acknowledged(gateway);
    const text = JSON.stringify(subscribe('1', QUERY));
    for (const at of text.split('').keys())
      client.socket.send(text.slice(at, at + 1), { fin: at === text.length - 1 });
    await client.saw('complete');
    expect(client.heard('1')).toEqual([{ data: { echo: QUERY } }]);
  });

  test('may come all at once, and is answered operation by operation', async () => {
    client = await acknowledged(gateway);
    const many = [...Array(50).keys()].map((n) => subscribe(`${n}`, `{ n${n}: __typename }`));
    client.send(subscribe('live'), ...many, { type: 'ping' });
    await eventually(() => many.every(({ id }) => typesOf(id).at(-1) === 'complete'));
    await opened(1);
    for (const { id } of many) {
      expect(typesOf(id)).toEqual(['next', 'complete']);
      expect(client.heard(id)).toEqual([{ data: { echo: `{ n${id}: __typename }` } }]);
    }
  });
});
