import { expect, test } from '@jest/globals';
import { eventually } from 'platform/bus/test/messages';
import { listen, listening, openLog, startLive } from './fixture.ts';
import { openTestBus } from './stage.ts';
import { heard, MULTIPART, openStream } from './stream-client.ts';

const QUERY = `subscription ($ledgerId: ID, $after: Cursor) {
  transactionPosted(ledgerId: $ledgerId, after: $after) { cursor transaction { id } }
}`;

const bus = await openTestBus();

/** The figures of /metrics by name and labels, without `gateway_live_`. */
async function figures({ metrics }: Awaited<ReturnType<typeof startLive>>): Promise<Record<string, number>> {
  const lines = (await metrics.metrics()).split('\n').filter((line) => line.startsWith('gateway_live_'));
  return Object.fromEntries(
    lines.map((line) => [
      line.slice('gateway_live_'.length, line.lastIndexOf(' ')),
      Number(line.split(' ').at(-1)),
    ]),
  );
}

test('what is open is counted by transport, events as they come, match and go', async () => {
  const log = await openLog(bus);
  const gateway = await startLive(bus, log.topic);
  const socket = listen(gateway, QUERY);
  const other = listen(gateway, QUERY, { variables: { ledgerId: 'ldg_other' } });
  await Promise.all([listening(socket), listening(other)]);
  const events = await openStream(gateway, { query: QUERY });
  const parts = await openStream(gateway, { query: QUERY, accept: MULTIPART });
  await log.publish({ transaction: { id: 'txn_1' } });
  await log.publish({ transaction: { id: 'txn_2' } });
  await Promise.all([heard(events, 2), heard(parts, 2), eventually(() => socket.events.length === 2)]);
  expect(await figures(gateway)).toMatchObject({
    'connections{transport="websocket"}': 2,
    'connections{transport="sse"}': 1,
    'connections{transport="multipart"}': 1,
    'subscriptions{transport="websocket"}': 2,
    'subscriptions{transport="sse"}': 1,
    'subscriptions{transport="multipart"}': 1,
    events_total: 2,
    matched_total: 6,
    delivered_total: 6,
    dropped_total: 0,
    queued_events: 0,
    lag_seconds_count: 2,
    replayed_events_count: 0,
  });
  await gateway.close();
  expect(await figures(gateway)).toMatchObject({
    'connections{transport="sse"}': 0,
    'subscriptions{transport="websocket"}': 0,
  });
});

test('a replay is counted with its length when it has reached the present', async () => {
  const log = await openLog(bus);
  const gateway = await startLive(bus, log.topic);
  const first = listen(gateway, QUERY);
  await listening(first);
  first.stop();
  for (const id of ['txn_1', 'txn_2', 'txn_3']) await log.publish({ transaction: { id } });
  await eventually(async () => (await figures(gateway)).events_total === 3);
  const again = listen(gateway, QUERY, { variables: { after: first.cursors[0] } });
  await eventually(() => again.events.length === 3);
  await eventually(async () => (await figures(gateway)).replayed_events_count === 1);
  expect(await figures(gateway)).toMatchObject({ replayed_events_sum: 3 });
  await gateway.close();
});

test('what waits for a slow subscriber is counted, and as dropped when it is ended', async () => {
  const log = await openLog(bus);
  const gateway = await startLive(bus, log.topic, { queueCapacity: 10 });
  const stopped = await openStream(gateway, { query: QUERY });
  stopped.response.pause();
  // One after the other: of what is dispatched at once, none might be seen to wait.
  for (let n = 0; (await figures(gateway)).queued_events === 0; n += 1) {
    await log.publish({ transaction: { id: `txn_${n}_${'x'.repeat(200_000)}` } });
    await eventually(async () => (await figures(gateway)).events_total === n + 1);
  }
  expect((await figures(gateway)).queued_events).toBeGreaterThan(0);
  while (gateway.live.stats().listeners > 0) await log.publish({ transaction: { id: 'txn_more' } });
  expect(await figures(gateway)).toMatchObject({ queued_events: 0, dropped_total: 10 });
  stopped.leave();
  await gateway.close();
});
