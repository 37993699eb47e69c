import { once } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { eventually } from 'platform/bus/test/messages';
import { WebSocket } from 'ws';
import { listen, listening, startLive } from './fixture.ts';
import { acknowledged, complete, connect, subscribe } from './raw-socket.ts';
import { openStage } from './stage.ts';

const QUERY = 'subscription { transactionPosted { cursor transaction { id } } }';

const { bus, log, gateway } = await openStage({
  maxOperationsPerConnection: 2,
  cursorIntervalMs: 100,
});

describe('limits', () => {
  test('operations per connection: LIMIT_EXCEEDED, and the others go on', async () => {
    const client = await acknowledged(gateway);
    client.send(...['1', '2', '3'].map((id) => subscribe(id)));
    await client.saw('error');
    expect(client.messages.filter(({ type }) => type === 'error')).toMatchObject([
      {
        id: '3',
        payload: [
          { extensions: { code: 'LIMIT_EXCEEDED', limit: 'maxOperationsPerConnection', maximum: 2 } },
        ],
      },
    ]);
    await client.leave();
  });

  test('connections: further ones are answered 503', async () => {
    const own = await startLive(bus, log.topic, { maxConnections: 1 });
    const first = await connect(own);
    const [error] = await once(new WebSocket(own.url, 'graphql-transport-ws'), 'error');
    expect(String(error)).toContain('503');
    await first.leave();
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
    const client = await acknowledged(gateway);
    client.send(subscribe('1'), subscribe('2'));
    const pings = () => client.messages.filter(({ type }) => type === 'ping').map(({ payload }) => payload);
    await eventually(() => pings().length >= 4);
    expect(pings().at(-1)).toEqual({ cursors: { 1: expect.any(String), 2: expect.any(String) } });
    await client.leave();
  });

  test('of a subscription that matches nothing move on with the topic', async () => {
    const idle = listen(gateway, 'subscription { transactionPosted(ledgerId: "ldg_none") { cursor } }');
    await listening(idle);
    const before = idle.cursors.at(-1);
    await log.publish({ transaction: { id: 'txn_passed' } });
    await eventually(() => idle.cursors.at(-1) !== before);
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
    await eventually(() => gateway.live.stats().connections === 0);
    const client = await acknowledged(gateway);
    client.send(subscribe('1'));
    await client.saw('ping');
    client.send(complete('1'));
    await eventually(() => gateway.live.stats().subscriptions === 0);
    expect(gateway.live.stats().connections).toBe(1);
    await client.leave();
  });
});
