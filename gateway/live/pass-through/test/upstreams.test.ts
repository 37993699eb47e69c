import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createInternalTokenIssuer, createInternalTokenVerifier } from 'platform/auth/internal-tokens';
import { createServiceKeys } from 'platform/auth/service-keys';
import { eventually } from 'platform/bus/test/messages';
import { createMetrics } from 'platform/telemetry/metrics';
import type { RunningGateway } from '../../../gateway.ts';
import { createMemoryBudget } from '../../../plugins/budget/memory-budget.ts';
import { json, startHttpServer } from '../../../test/http-server.ts';
import { listen, tokenOf } from '../../test/fixture.ts';
import { openStream } from '../../test/stream-client.ts';
import { CHAT, type Chat, type ChatOptions, PEOPLE, startChat } from './chat.ts';
import { ALICE, at, BOB, composed, startBefore, subscribed } from './stage.ts';

const LOBBY = 'subscription { messageSent(room: "lobby") { id text } }';

let chat: Chat;
let gateway: RunningGateway;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pass-through-'));
});
afterEach(async () => {
  await gateway.close();
  await chat.close();
  await rm(folder, { recursive: true });
});

async function start(
  options: Parameters<typeof startBefore>[1] = {},
  chatOptions: ChatOptions = {},
): Promise<void> {
  chat = await startChat(chatOptions);
  gateway = await startBefore(chat, options);
}

const endOf = (token = ALICE) => listen(at(gateway), LOBBY, { token }).ended;

describe('sockets to a subgraph', () => {
  test('of callers that it is told nothing of are one', async () => {
    await start();
    await subscribed(gateway, chat, LOBBY);
    await subscribed(gateway, chat, LOBBY, { token: BOB });
    expect(chat.connected).toHaveLength(1);
    expect(chat.connected[0]?.headers.authorization).toBeUndefined();
  });

  test('tell what the rules for headers say, with the upgrade and in connection_init; other headers, another socket', async () => {
    await start({ config: { headers: [{ propagate: 'x-region', default: 'eu' }] } });
    const from = (region: string) =>
      openStream(at(gateway), { query: LOBBY, token: ALICE, headers: { 'x-region': region } });
    const streams = [await from('us'), await from('us'), await from('asia')];
    await eventually(() => chat.subscriptions() === 3);
    expect(chat.connected).toMatchObject([
      { headers: { 'x-region': 'us' }, params: { 'x-region': 'us' } },
      { headers: { 'x-region': 'asia' }, params: { 'x-region': 'asia' } },
    ]);
    for (const { leave } of streams) leave();
  });

  test('prove who is asking by the internal token: one for each actor', async () => {
    const keys = await createServiceKeys(folder, ['gateway']);
    await start({
      internalTokens: createInternalTokenIssuer(keys.keyOf('gateway')),
      config: { subgraphs: { chat: { internalToken: true } } },
    });
    for (const token of [ALICE, ALICE, BOB]) await subscribed(gateway, chat, LOBBY, { token });
    const verify = createInternalTokenVerifier({ audience: 'chat', trusted: keys.trusted });
    const actors = chat.connected.map(({ headers: { authorization = '' } }) =>
      verify(authorization.slice('Bearer '.length)),
    );
    expect(await Promise.all(actors)).toMatchObject([{ id: 'alice' }, { id: 'bob' }]);
  });

  test('with a header that cannot be sent are not opened, and nothing else is harmed', async () => {
    await start({ config: { headers: [{ insert: 'x-region', value: '€' }] } });
    expect(await endOf()).toEqual({ code: 'SERVICE_UNAVAILABLE' });
    expect(await endOf(BOB)).toEqual({ code: 'SERVICE_UNAVAILABLE' });
    expect(chat.connected).toEqual([]);
  });

  test('are closed when the gateway stops', async () => {
    await start();
    const received = await subscribed(gateway, chat, LOBBY);
    await gateway.close();
    expect(await received.ended).toEqual({ close: 1012 });
    await eventually(() => chat.sockets.size === 0);
    gateway = await startBefore(chat);
  });

  test('of a hundred callers that come and go are all closed and forgotten', async () => {
    const metrics = createMetrics();
    await start({ metrics, config: { headers: [{ propagate: 'x-region' }] } });
    for (let i = 0; i < 100; i += 1) {
      const streamed = await openStream(at(gateway), {
        query: LOBBY,
        headers: { 'x-region': `region ${i}` },
      });
      streamed.leave();
    }
    await eventually(() => chat.sockets.size === 0 && chat.subscriptions() === 0);
    expect(chat.connected).toHaveLength(100);
    expect(await metrics.metrics()).toContain('gateway_live_upstream_connections{subgraph="chat"} 0');
  });

  test('are bounded', async () => {
    await start({
      config: {
        headers: [{ propagate: 'x-region' }],
        live: { limits: { maxConnectionsPerSubgraph: 1 } },
      },
    });
    const from = (region: string) =>
      openStream(at(gateway), { query: LOBBY, token: ALICE, headers: { 'x-region': region } });
    const first = await from('us');
    const second = await from('asia');
    await second.ended;
    expect(second.status).toBe(503);
    expect(second.text()).toContain('SERVICE_UNAVAILABLE');
    first.leave();
  });
});

describe('a subgraph that', () => {
  test('is slow to acknowledge is waited for', async () => {
    const acknowledge = Promise.withResolvers<boolean>();
    await start({}, { onConnect: () => acknowledge.promise });
    const received = listen(at(gateway), LOBBY, { token: ALICE });
    await eventually(() => chat.connected.length === 1);
    acknowledge.resolve(true);
    await eventually(() => chat.subscriptions() === 1);
    chat.send({ id: '1' });
    await eventually(() => received.events.length === 1);
    received.stop();
  });

  test('acknowledges only at the third attempt is reached', async () => {
    let attempts = 0;
    await start(
      { config: { live: { limits: { connectTimeoutMs: 1_000 } } } },
      {
        onConnect() {
          attempts += 1;
          return attempts < 3 ? new Promise<boolean>(() => {}) : true;
        },
      },
    );
    const received = await subscribed(gateway, chat, LOBBY);
    expect(attempts).toBe(3);
    received.stop();
  });

  test('never acknowledges: SERVICE_UNAVAILABLE, over HTTP 503; it is counted', async () => {
    const metrics = createMetrics();
    const config = { live: { limits: { connectTimeoutMs: 30 } } };
    await start({ config, metrics }, { onConnect: () => new Promise<boolean>(() => {}) });
    expect(await endOf()).toEqual({ code: 'SERVICE_UNAVAILABLE' });
    const refused = await openStream(at(gateway), { query: LOBBY, token: ALICE });
    expect(refused.status).toBe(503);
    expect(await metrics.metrics()).toContain('gateway_live_upstream_failures_total{subgraph="chat"} 2');
  });

  test('refuses the caller: the same, at once', async () => {
    await start({}, { onConnect: () => false });
    expect(await endOf()).toEqual({ code: 'SERVICE_UNAVAILABLE' });
    expect(chat.connected).toHaveLength(1);
  });

  test('answers the upgrade with 401: the same, at once', async () => {
    const server = await startHttpServer(json({}, 401));
    await start({ config: { subgraphs: { chat: { url: server.url } } } });
    expect(await endOf()).toEqual({ code: 'SERVICE_UNAVAILABLE' });
    expect(server.seen).toHaveLength(1);
    await server.close();
  });

  test('does not answer pings is lost', async () => {
    await start({ config: { live: { limits: { keepAliveMs: 50 } } } });
    const received = await subscribed(gateway, chat, LOBBY);
    for (const socket of chat.sockets) socket.removeAllListeners('message');
    expect(await received.ended).toEqual({ code: 'SERVICE_UNAVAILABLE' });
  });

  test('sends more bytes than may wait: the same, however few messages', async () => {
    await start();
    const streamed = await openStream(at(gateway), { query: LOBBY, token: ALICE });
    await eventually(() => chat.subscriptions() === 1);
    streamed.response.pause();
    const text = 'x'.repeat(3 * 1024 * 1024);
    let sent = 0;
    await eventually(() => {
      chat.send({ id: '1', text });
      sent += 1;
      return chat.subscriptions() === 0;
    });
    expect(sent).toBeLessThan(1_000);
    streamed.response.resume();
    await streamed.has('SLOW_CONSUMER');
  });

  test('sends more than is read: SLOW_CONSUMER without a cursor, and it is told to stop', async () => {
    await start({ config: { live: { limits: { queueCapacity: 4 } } } });
    const streamed = await openStream(at(gateway), { query: LOBBY, token: ALICE });
    await eventually(() => chat.subscriptions() === 1);
    streamed.response.pause();
    const text = 'x'.repeat(100_000);
    await eventually(() => {
      chat.send({ id: '1', text });
      return chat.subscriptions() === 0;
    });
    streamed.response.resume();
    await streamed.has('SLOW_CONSUMER');
    expect(streamed.text()).not.toContain('cursor');
  });
});

describe('who has opened it', () => {
  const revoked = new Set<string>();

  test('and is revoked hears no more, and the subgraph is told to stop', async () => {
    await start({
      isRevoked: ({ id }) => revoked.has(id),
      config: { live: { limits: { tokenCheckIntervalMs: 50 } } },
    });
    const streamed = await openStream(at(gateway), { query: LOBBY, token: ALICE });
    const socket = await subscribed(gateway, chat, LOBBY, { token: ALICE });
    const other = await subscribed(gateway, chat, LOBBY, { token: BOB });
    revoked.add('alice');
    await streamed.has('UNAUTHENTICATED');
    expect(await socket.ended).toEqual({ close: 4403 });
    await eventually(() => chat.subscriptions() === 1);
    other.stop();
  });

  test('with a token that expires hears no more', async () => {
    await start({ config: { live: { limits: { tokenCheckIntervalMs: 50 } } } });
    const token = tokenOf('acme', 'alice', [], Math.ceil(Date.now() / 1_000) + 1);
    const streamed = await openStream(at(gateway), { query: LOBBY, token });
    await streamed.has('UNAUTHENTICATED');
    await eventually(() => chat.subscriptions() === 0);
  });

  test('pays for each event', async () => {
    const policy = { limit: 1, periodMs: 1_000, burst: 10 };
    const budget = createMemoryBudget({ tenant: undefined, actor: policy, address: undefined }, () => 0);
    await start({ budget });
    const received = await subscribed(gateway, chat, LOBBY);
    for (let i = 0; i < 12; i += 1) chat.send({ id: String(i) });
    expect(await received.ended).toEqual({ code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) });
  });
});

describe('when another supergraph takes over', () => {
  const file = () => join(folder, 'supergraph.graphql');
  const put = async (sdl: string) => {
    await writeFile(`${file()}.new`, sdl);
    await rename(`${file()}.new`, file());
  };
  const reloading = async () => {
    chat = await startChat();
    await put(composed(chat.url));
    gateway = await startBefore(chat, {
      supergraph: { file: file() },
      config: { supergraph: { pollIntervalMs: 20 } },
    });
  };
  const takesOver = async (sdl: string) => {
    const before = gateway.supergraph.get();
    await put(sdl);
    await eventually(() => gateway.supergraph.get() !== before);
  };

  test('what the subgraph is asked stays the same: it goes on', async () => {
    await reloading();
    const received = await subscribed(gateway, chat, LOBBY);
    await takesOver(composed(chat.url, CHAT.replace('rooms:', 'places: [String!]! rooms:')));
    chat.send({ id: '1' });
    await eventually(() => received.events.length === 1);
    expect(chat.subscribed).toHaveLength(1);
    received.stop();
  });

  test('the subgraph is elsewhere: it ends, and who subscribes again is there', async () => {
    await reloading();
    const received = await subscribed(gateway, chat, LOBBY);
    const moved = await startChat();
    await takesOver(composed(moved.url));
    expect(await received.ended).toEqual({ code: 'SERVICE_UNAVAILABLE' });
    await eventually(() => chat.subscriptions() === 0);
    const again = await subscribed(gateway, moved, LOBBY);
    again.stop();
    await moved.close();
  });

  test('the operation does not fit it: BAD_USER_INPUT', async () => {
    await reloading();
    const received = await subscribed(gateway, chat, LOBBY);
    await takesOver(composed(chat.url, CHAT.replace(' text: String!', '')));
    expect(await received.ended).toEqual({ code: 'BAD_USER_INPUT' });
  });

  test('its access rules hold soon: what the actor may no longer have of other subgraphs is null', async () => {
    await reloading();
    const query = 'subscription { messageSent(room: "lobby") { author { name email } } }';
    const received = await subscribed(gateway, chat, query, { token: tokenOf('acme', 'alice', ['email']) });
    await takesOver(composed(chat.url, CHAT, PEOPLE.replace('name: String', NAME_FOR_FEW)));
    // Until the operation is planned anew, events are answered by the old one.
    await eventually(() => {
      chat.send({ id: '1', author: 'kim' });
      return received.errors.length > 0;
    });
    received.stop();
    expect(received.errors[0]).toMatchObject({ extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } });
    expect(received.events.at(-1)).toEqual({
      messageSent: { author: { name: null, email: 'kim@chat.example' } },
    });
  });

  test('the subgraph would be asked for less: it ends', async () => {
    await reloading();
    const query = 'subscription { messageSent(room: "lobby") { id author { id } } }';
    const streamed = await openStream(at(gateway), { query, token: '' });
    await eventually(() => chat.subscriptions() === 1);
    await takesOver(composed(chat.url, CHAT.replace('author: User', 'author: User @authenticated')));
    await streamed.has('SERVICE_UNAVAILABLE');
  });
});

const NAME_FOR_FEW = 'name: String @requiresScopes(scopes: [["names"]])';

describe('over SSE', () => {
  const startOverSse = async (path = '/stream') => {
    chat = await startChat();
    const url = new URL(path, chat.url).href;
    gateway = await startBefore(chat, {
      config: { subgraphs: { chat: { subscriptions: { protocol: 'sse', url } } } },
    });
  };

  test('the same is passed through', async () => {
    await startOverSse();
    const received = await subscribed(
      gateway,
      chat,
      'subscription { messageSent(room: "lobby") { text author { name } } }',
    );
    chat.send({ id: '1', text: 'line\nline', author: 'kim' });
    await eventually(() => received.events.length === 1);
    expect(received.events).toEqual([{ messageSent: { text: 'line\nline', author: { name: 'Mx kim' } } }]);
    received.stop();
    await eventually(() => chat.subscriptions() === 0);
    expect(chat.connected).toEqual([]);
  });

  test('the subgraph completes', async () => {
    await startOverSse();
    const received = listen(at(gateway), 'subscription { countdown(from: 2) }', { token: ALICE });
    expect(await received.ended).toEqual({});
    expect(received.events).toEqual([2, 1, 0].map((countdown) => ({ countdown })));
  });

  test('the subgraph is lost', async () => {
    await startOverSse();
    const received = await subscribed(gateway, chat, LOBBY);
    chat.kill();
    expect(await received.ended).toEqual({ code: 'SERVICE_UNAVAILABLE' });
  });

  test('what answers with anything else is SERVICE_UNAVAILABLE', async () => {
    await startOverSse('/graphql');
    expect(await endOf()).toEqual({ code: 'SERVICE_UNAVAILABLE' });
  });
});
