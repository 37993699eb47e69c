import { afterAll } from '@jest/globals';
import pino from 'pino';
import type { Bus } from 'platform/bus/port';
import { openPostgresBus } from 'platform/bus/postgres/bus';
import { testPostgresUrl } from 'platform/testing/postgres';
import type { LiveLimits } from '../limits.ts';
import { type LiveGateway, type Log, openLog, type StartOptions, startLive } from './fixture.ts';

/** What the tests of one file share. */
export interface Stage {
  readonly bus: Bus;
  readonly log: Log;
  readonly gateway: LiveGateway;
}

/** A gateway over a log of its own, called at the top of a test file and closed after its tests. */
export async function openStage(limits?: Partial<LiveLimits>, options?: StartOptions): Promise<Stage> {
  const bus = await openBus();
  const log = await openLog(bus);
  const gateway = await startLive(bus, log.topic, limits, options);
  afterAll(async () => {
    await gateway.close();
    await bus.close();
  });
  return { bus, log, gateway };
}

/** A bus alone, likewise, for tests that start gateways of their own. */
export async function openTestBus(): Promise<Bus> {
  const bus = await openBus();
  afterAll(() => bus.close());
  return bus;
}

const openBus = (): Promise<Bus> =>
  openPostgresBus({ postgresUrl: testPostgresUrl(), logger: pino({ level: 'silent' }) });
