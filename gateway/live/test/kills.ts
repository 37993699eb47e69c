import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Bus } from 'platform/bus/port';
import { eventually } from 'platform/bus/test/messages';
import { type LiveGateway, listen, listening, openLog, startLive } from './fixture.ts';
import { expectTheLog, pause, publishUnderLoad } from './load.ts';
import { sendTravelling, type Traveller } from './traveller.ts';

/** `npm run test:nightly` has the long form. */
const KILLS = process.env.NIGHTLY === '1' ? 2_000 : 200;
const TRAVELLERS = 8;
const MAX_PAUSE_MS = 40;
const TIMEOUT_MS = KILLS * 1_000;

/** That nothing is missed, whatever happens to connections and gateways. Run against each bus. */
export function killSuite(openBus: () => Promise<Bus>): void {
  let bus: Bus;
  beforeAll(async () => {
    bus = await openBus();
  });
  afterAll(() => bus.close());

  test(
    `${KILLS} connections of all transports cut at random under load, over a reload and a restart: each client saw the log, once and in order`,
    async () => {
      const log = await openLog(bus);
      // Little stays in memory, so that the past is read from there and from the bus.
      const start = () => startLive(bus, log.topic, { recentEvents: 30 });
      let gateway = await start();
      const cursor = await cursorNow(gateway);
      const load = publishUnderLoad(bus, log);
      const travellers = Array.from({ length: TRAVELLERS }, () => sendTravelling(() => gateway, cursor));
      await cutAtRandom(travellers, KILLS / 4);
      gateway.reload(log.topic);
      await cutAtRandom(travellers, KILLS / 4);
      const former = gateway;
      gateway = await start();
      await former.close();
      await cutAtRandom(travellers, KILLS / 2);
      const published = await load.stop();
      for (const { seen } of travellers) await eventually(() => seen().length >= published.length);
      await Promise.all(travellers.map(({ stop }) => stop()));
      await eventually(() => gateway.live.stats().listeners === 0);
      await gateway.close();
      for (const { seen } of travellers) expectTheLog(seen(), published);
      expect(published.length).toBeGreaterThan(KILLS);
    },
    TIMEOUT_MS,
  );
}

/** The cursor of a subscriber that has just come. */
async function cursorNow(gateway: LiveGateway): Promise<string> {
  const heard = listen(gateway, 'subscription { transactionPosted { cursor } }');
  await listening(heard);
  heard.stop();
  return heard.cursors.at(-1) ?? '';
}

async function cutAtRandom(travellers: readonly Traveller[], times: number): Promise<void> {
  for (let cuts = 0; cuts < times; ) {
    await pause(Math.random() * MAX_PAUSE_MS);
    if (travellers[Math.floor(Math.random() * travellers.length)]?.cut()) cuts += 1;
  }
}
