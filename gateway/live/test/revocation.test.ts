import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CloseCode } from 'graphql-ws';
import { TRANSPORTS } from '../metrics.ts';
import { READER, tokenOf } from './fixture.ts';
import { openStage } from './stage.ts';
import { allHeard, type Ending, openCrowd, openSubscriber, type Subscriber } from './subscriber.ts';

const OTHERS = 1_000;
/** Two connections of each transport. */
const SESSION = [...TRANSPORTS, ...TRANSPORTS];

const { log, gateway } = await openStage();
let others: readonly Subscriber[];
let published = 0;

beforeAll(async () => {
  others = await openCrowd(gateway, TRANSPORTS, OTHERS);
}, 120_000);
afterAll(() => {
  for (const { leave } of others) leave();
});

const publish = async (): Promise<void> => {
  published += 1;
  await log.publish({ transaction: { id: `txn_${published}` } });
};

const endingsOf = (session: readonly Subscriber[]): Promise<readonly Ending[]> =>
  Promise.all(session.map(({ ended }) => ended));

/** How long the work took, without the longest time for which this process, which is the clients too, was held up. */
async function timeOf(work: () => Promise<unknown>, from = Date.now()): Promise<number> {
  const heldUp = monitorEventLoopDelay();
  heldUp.enable();
  await work();
  heldUp.disable();
  return Date.now() - from - heldUp.max / 1e6;
}

describe(`while ${OTHERS} others hear everything, the streams of one session end within a second`, () => {
  let session: readonly Subscriber[];
  const open = async (token: string): Promise<void> => {
    session = await Promise.all(SESSION.map((transport) => openSubscriber(gateway, transport, { token })));
    await publish();
    await allHeard(session, 1);
  };

  const expectAllToBeTold = async (): Promise<void> => {
    const endings = await endingsOf(session);
    expect(endings).toEqual(
      SESSION.map((transport) => ({
        code: transport === 'websocket' ? CloseCode.Forbidden : 'UNAUTHENTICATED',
        cursor: expect.any(String),
      })),
    );
  };
  const expectOthersToGoOn = async (): Promise<void> => {
    await publish();
    await allHeard(others, published);
    expect(gateway.live.stats().subscriptions).toBe(OTHERS);
    expect(new Set(others.map(({ ids }) => ids.length))).toEqual(new Set([published]));
  };

  test('of its revocation, each with where to go on', async () => {
    await open(tokenOf('acme', 'fired', READER));
    gateway.revoke('fired');
    expect(await timeOf(() => endingsOf(session))).toBeLessThan(1_000);
    await expectAllToBeTold();
    await expectOthersToGoOn();
  }, 60_000);

  test('of its expiry, each with where to go on', async () => {
    const expiresAtMs = Date.now() + 3_000;
    await open(tokenOf('acme', 'guest', READER, expiresAtMs / 1_000));
    expect(await timeOf(() => endingsOf(session), expiresAtMs)).toBeLessThan(1_000);
    await expectAllToBeTold();
    await expectOthersToGoOn();
  }, 60_000);
});
