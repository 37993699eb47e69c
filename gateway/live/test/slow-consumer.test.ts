import { describe, expect, test } from '@jest/globals';
import { eventually } from 'platform/bus/test/messages';
import { TRANSPORTS } from '../metrics.ts';
import { openLog, startLive } from './fixture.ts';
import { openTestBus } from './stage.ts';
import { allHeard, openCrowd, openSubscriber } from './subscriber.ts';

const OTHERS = 30;
const CAPACITY = 20;

const bus = await openTestBus();

describe.each(TRANSPORTS)('a client that stops reading, over %s,', (transport) => {
  test('is cut with SLOW_CONSUMER and resumes without a loss; what waits is bounded; others hear everything', async () => {
    const log = await openLog(bus);
    // Who does not read answers no ping either.
    const gateway = await startLive(bus, log.topic, { queueCapacity: CAPACITY, keepAliveMs: 600_000 });
    const queued = async () =>
      (await gateway.metrics.getSingleMetric('gateway_live_queued_events')?.get())?.values[0]?.value;
    const others = await openCrowd(gateway, TRANSPORTS, OTHERS);
    const slow = await openSubscriber(gateway, transport);
    slow.pause();

    const published: string[] = [];
    while (gateway.live.stats().listeners > OTHERS) {
      const batch = [...Array(CAPACITY / 2).keys()].map(
        (n) => `txn_${published.length + n}_${'x'.repeat(40_000)}`,
      );
      await bus.publish(batch.map((id) => log.next({ transaction: { id } })));
      published.push(...batch);
      await allHeard(others, published.length);
      expect(await queued()).toBeLessThanOrEqual(CAPACITY);
    }
    slow.resume();
    const { code, cursor } = await slow.ended;
    expect(code).toBe('SLOW_CONSUMER');
    const again = await openSubscriber(gateway, transport, { after: cursor });
    await eventually(() => slow.ids.length + again.ids.length >= published.length);
    await gateway.close();

    expect([...slow.ids, ...again.ids].toSorted()).toEqual(published.toSorted());
    for (const { ids } of others) expect(ids.toSorted()).toEqual(published.toSorted());
  });
});
