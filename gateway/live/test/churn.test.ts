import { expect, test } from '@jest/globals';
import { eventually } from 'platform/bus/test/messages';
import { collectGarbage } from '../../test/collect-garbage.ts';
import { acknowledged, complete, connect, init, subscribe } from './raw-socket.ts';
import { openStage } from './stage.ts';
import { EVENT_STREAM, MULTIPART, openStream } from './stream-client.ts';

/** One of them is the warm-up; what is kept per cycle shows in the others. */
const ROUNDS = process.env.NIGHTLY === '1' ? 10 : 3;
const CYCLES_A_ROUND = 1_000;
const AT_ONCE = 50;
/** Of the whole heap, client and server: one stream that is not let go keeps some KB. */
const MAX_GROWTH_BYTES_PER_CYCLE = 1_000;

const { log, gateway } = await openStage({
  maxConnections: 2 * AT_ONCE,
  maxConnectionsPerActor: 2 * AT_ONCE,
  maxSubscriptionsPerActor: 2 * AT_ONCE,
});
const query = 'subscription { transactionPosted { cursor transaction { id } } }';

/** How clients come and go; the last is an event between them. */
const CYCLES: readonly (() => Promise<void>)[] = [
  async () => {
    const client = await acknowledged(gateway);
    client.send(subscribe('1'));
    await client.saw('ping');
    client.send(complete('1'));
    await client.leave();
  },
  async () => {
    const client = await acknowledged(gateway);
    client.send(subscribe('1'), subscribe('2'));
    await client.saw('ping');
    client.socket.terminate();
    await client.closed;
  },
  async () => {
    const client = await connect(gateway);
    client.send(init(), { type: 'ping' });
    client.socket.terminate();
    await client.closed;
  },
  async () => {
    const client = await acknowledged(gateway);
    client.send(subscribe('1'), complete('1'));
    client.socket.terminate();
    await client.closed;
  },
  async () => (await openStream(gateway, { query, accept: EVENT_STREAM })).leave(),
  async () => (await openStream(gateway, { query, accept: MULTIPART })).leave(),
  async () => {
    const streamed = await openStream(gateway, { query, accept: EVENT_STREAM });
    await streamed.has('id: ');
    streamed.response.socket.resetAndDestroy();
  },
  () => log.publish({ transaction: { id: 'txn_1' } }),
];

async function churn(cycles: number): Promise<void> {
  for (let n = 0; n < cycles; n += AT_ONCE)
    await Promise.all([...Array(AT_ONCE).keys()].map((k) => CYCLES[(n + k) % CYCLES.length]?.()));
  await eventually(() => gateway.live.stats().connections === 0);
  await eventually(() => gateway.live.stats().listeners === 0);
}

async function heapUsed(): Promise<number> {
  // What timers and sockets hold goes in the turns after.
  for (let n = 0; n < 5; n += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    collectGarbage();
  }
  return process.memoryUsage().heapUsed;
}

const handles = (): readonly string[] => process.getActiveResourcesInfo().toSorted();

test(`after ${ROUNDS * CYCLES_A_ROUND} clients that came and went, over every transport, everything is as before`, async () => {
  await churn(CYCLES_A_ROUND);
  const [heapBefore, handlesBefore] = [await heapUsed(), handles()];
  const cycles = (ROUNDS - 1) * CYCLES_A_ROUND;
  await churn(cycles);
  let growth = 0;
  await eventually(
    async () => {
      growth = ((await heapUsed()) - heapBefore) / cycles;
      return growth < MAX_GROWTH_BYTES_PER_CYCLE;
    },
    () => growth,
  );
  await eventually(() => handles().length <= handlesBefore.length, handles);
  expect(gateway.live.stats()).toEqual({ connections: 0, subscriptions: 0, listeners: 0 });
}, 300_000);
