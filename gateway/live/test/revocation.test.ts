import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { CloseCode } from 'graphql-ws';
import { TRANSPORTS } from '../metrics.ts';
import { idleTimeOf, READER, tokenOf } from './fixture.ts';
import { openStage } from './stage.ts';
import { allHeard, type Ending, openCrowd, openSubscriber, type Subscriber } from './subscriber.ts';

const OTHERS = 1_000;
/** Two connections of each transport. */
const SESSION = [...TRANSPORTS, ...TRANSPORTS];

const { log, gateway } = await openStage({ connectionInitTimeoutMs: 60_000 });
let others: readonly Subscriber[];
let published = 0;

beforeAll(async () => {
  others = await openCrowd(gateway, TRANSPORTS, OTHERS);
});
afterEach(() => void jest.restoreAllMocks());
afterAll(() => {
  for (const { leave } of others) leave();
});

const publish = async (): Promise<void> => {
  published += 1;
  await log.publish({ transaction: { id: `txn_${published}` } });
};

const endingsOf = (session: readonly Subscriber[]): Promise<readonly Ending[]> =>
  Promise.all(session.map(({ ended }) => ended));

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
    expect(await idleTimeOf(() => endingsOf(session))).toBeLessThan(1_000);
    await expectAllToBeTold();
    await expectOthersToGoOn();
  });

  test('of its expiry, each with where to go on', async () => {
    const expiresAt = Math.ceil(Date.now() / 1_000) + 3_600;
    await open(tokenOf('acme', 'guest', READER, expiresAt));
    jest.spyOn(Date, 'now').mockReturnValue(expiresAt * 1_000);
    expect(await idleTimeOf(() => endingsOf(session))).toBeLessThan(1_000);
    await expectAllToBeTold();
    await expectOthersToGoOn();
  });
});
