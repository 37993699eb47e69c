import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Bus } from 'platform/bus/port';
import { eventually } from 'platform/bus/test/messages';
import { TRANSPORTS } from '../metrics.ts';
import { type LiveGateway, type Log, openLog, startLive } from './fixture.ts';
import { expectTheLog, type Load, pause, publishUnderLoad } from './load.ts';
import { allHeard, openCrowd, type Subscriber } from './subscriber.ts';

/** A server that is there for one suite alone. */
export interface Server {
  /** What `open` takes. */
  readonly address: string;
  readonly port: number;
  /** Kills it as a crash does; resolves when it is gone. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export interface ServerUnderTest {
  readonly start: (dataDir: string, port?: number) => Promise<Server>;
  readonly open: (address: string) => Promise<Bus>;
}

const SUBSCRIBERS = 12;
const ROUNDS = process.env.NIGHTLY === '1' ? 10 : 2;
const START_TIMEOUT_MS = 90_000;
const TIMEOUT_MS = ROUNDS * 60_000;

/** What those who listen may rely on while the bus itself goes down. */
export function outageSuite({ start, open }: ServerUnderTest): void {
  let folder: string;
  let server: Server;
  let bus: Bus;
  let log: Log;
  let gateway: LiveGateway;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'live-outage-'));
    server = await start(join(folder, 'data'));
    bus = await open(server.address);
    log = await openLog(bus);
    gateway = await startLive(bus, log.topic);
  }, START_TIMEOUT_MS);
  afterAll(async () => {
    await gateway.close();
    await bus.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }, START_TIMEOUT_MS);

  const crash = async (): Promise<void> => {
    const { port } = server;
    await server.kill();
    await pause(500);
    server = await start(join(folder, 'data'), port);
  };

  test(
    `killed ${ROUNDS} times under load: streams pause and go on, nothing is lost, nothing comes twice`,
    async () => {
      const crowd = await openCrowd(gateway, TRANSPORTS, SUBSCRIBERS);
      const load = publishUnderLoad(bus, log);
      for (let round = 0; round < ROUNDS; round += 1) {
        await comesTo(crowd, load);
        await crash();
      }
      await comesTo(crowd, load);
      const published = await load.stop();
      await allHeard(crowd, published.length);
      expect(gateway.live.stats().subscriptions).toBe(SUBSCRIBERS);
      for (const { ids } of crowd) expectTheLog(ids, published);
      for (const { leave } of crowd) leave();
    },
    TIMEOUT_MS,
  );
}

/** Events come through. */
const comesTo = (crowd: readonly Subscriber[], { published }: Load): Promise<void> => {
  const before = published.length;
  return eventually(
    () => crowd.every(({ ids }) => ids.length > before + 20),
    () => [before, crowd.map(({ ids }) => ids.length)],
  );
};
