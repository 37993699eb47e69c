import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CloseCode } from 'graphql-ws';
import { eventually } from 'platform/bus/test/messages';
import type { TenantId } from 'platform/kernel/ids';
import { type LiveGateway, listen, listening, openLog, READER, startLive, tokenOf } from './fixture.ts';
import { acknowledged, complete, connect, subscribe } from './raw-socket.ts';
import { openTestBus } from './stage.ts';

const NOTHING = { connections: 0, subscriptions: 0, listeners: 0 };

const bus = await openTestBus();
const log = await openLog(bus);
let gateway: LiveGateway;

/** One that has not opened its feed yet, so that the first subscriptions take a while to open. */
beforeEach(async () => {
  gateway = await startLive(bus, log.topic, {
    maxOperationsPerConnection: 2,
    maxUnsentBytes: 100_000,
    tokenCheckIntervalMs: 60_000,
  });
});
afterEach(() => gateway.close());

const byMallory = () => acknowledged(gateway, tokenOf('acme', 'mallory', READER));

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
    (await byMallory()).socket.close();
  });

  test('pings without reading the answers, even before its token, is dropped before they fill the memory', async () => {
    const { socket } = await connect(gateway);
    socket.pause();
    const ping = JSON.stringify({ type: 'ping', payload: { filler: 'x'.repeat(200_000) } });
    for (let n = 0; n < 100; n += 1) socket.send(ping);
    await eventually(() => gateway.live.stats().connections === 0);
    socket.terminate();
  });

  test('pings with what is nested without end, even before its token, is closed, and all others go on', async () => {
    const client = await connect(gateway);
    client.send(`{"type":"ping","payload":{"deep":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`);
    expect((await client.closed)[0]).toBe(CloseCode.BadRequest);
    await (await byMallory()).leave();
  });

  test('takes the id of an operation again that it has completed while it opened gets the later one', async () => {
    const client = await byMallory();
    client.send(subscribe('1'), complete('1'), subscribe('1'));
    await eventually(() => gateway.live.stats().listeners === 1);
    expect(gateway.live.stats().subscriptions).toBe(1);
    client.socket.terminate();
    await eventually(() => gateway.live.stats().connections === 0);
    await eventually(() => gateway.live.stats().listeners === 0);
    expect(gateway.live.stats()).toEqual(NOTHING);
  });

  test('completes operations while they open has no more of them at once than others', async () => {
    const client = await byMallory();
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
      const client = await acknowledged(gateway, tokenOf('acme', 'fired', READER));
      gateway.revoke('fired');
      client.send(subscribe('1', query));
      await client.saw('error');
      expect(client.errorCodes()).toEqual([['1', 'UNAUTHENTICATED']]);
      client.socket.terminate();
    },
  );
});
