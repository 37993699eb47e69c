import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createMetrics } from 'platform/telemetry/metrics';
import { type RunningGateway, startGateway } from '../../gateway.ts';
import { quiet } from '../../test/quiet.ts';
import { listen, verifyToken } from './fixture.ts';
import { openStream } from './stream-client.ts';
import { composeSdl, localSubgraphs } from './supergraph.ts';

const EVENTS = 'subscription { transactionPosted { cursor } }';

let gateway: RunningGateway;
beforeAll(async () => {
  gateway = await startGateway({
    supergraph: { sdl: composeSdl('a.topic.v1') },
    port: 0,
    localSubgraphs,
    tokenVerifier: verifyToken,
    logger: quiet,
    metrics: createMetrics(),
  });
});
afterAll(() => gateway.close());

const at = () => ({ url: `${gateway.url.replace('http', 'ws')}/graphql` });

test('without a bus fields that events feed are SERVICE_UNAVAILABLE', async () => {
  expect(await listen(at(), EVENTS).ended).toEqual({ code: 'SERVICE_UNAVAILABLE' });
  expect((await openStream(at(), { query: EVENTS })).status).toBe(503);
});

test('queries are served over a socket all the same', async () => {
  const received = listen(at(), '{ __typename }');
  expect(await received.ended).toEqual({});
  expect(received.events).toEqual([{ __typename: 'Query' }]);
});
