import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pino from 'pino';
import type { Bus } from 'platform/bus/port';
import { openPostgresBus } from 'platform/bus/postgres/bus';
import { eventually } from 'platform/bus/test/messages';
import { testPostgresUrl } from 'platform/testing/postgres';
import { Registry } from 'prom-client';
import { gatewayConfig } from '../../config.ts';
import { type RunningGateway, startGateway } from '../../gateway.ts';
import type { Budget } from '../../plugins/budget/budget.ts';
import { type Log, listen, listening, openLog, READER, tokenOf, verifyToken } from './fixture.ts';
import { EVENT_STREAM, heard, MULTIPART, openStream, resultsOf } from './stream-client.ts';
import { composeSdl, localSubgraphs } from './supergraph.ts';

let bus: Bus;
let log: Log;
let gateway: RunningGateway;
const revoked = new Set<string>();

/** Covers nothing of what `poor` wants. */
const budget: Budget = {
  reserve: async (subjects) =>
    subjects.some(({ id }) => id === 'poor')
      ? { allowed: false, balances: [], refusedBy: ['actor'], retryAfterMs: 1_500 }
      : { allowed: true, balances: [], settle: async () => {} },
};
const logger = pino({ level: 'silent' });

beforeAll(async () => {
  bus = await openPostgresBus({ postgresUrl: testPostgresUrl(), logger });
  log = await openLog(bus);
  gateway = await startGateway({
    supergraph: { sdl: composeSdl(log.topic) },
    port: 0,
    config: gatewayConfig.parse({
      cost: { maximum: 4 },
      cors: { origins: ['https://app.example'] },
      // Where the watch over tokens is slower than the event; it closes the socket.
      live: { limits: { tokenCheckIntervalMs: 60_000 } },
    }),
    localSubgraphs,
    bus,
    budget,
    cursorSecrets: ['a secret of the tests'],
    tokenVerifier: verifyToken,
    isRevoked: ({ id }) => revoked.has(id),
    logger,
    metrics: new Registry(),
  });
});
afterAll(async () => {
  await gateway.close();
  await bus.close();
});

const at = () => ({ url: `${gateway.url.replace('http', 'ws')}/graphql` });
/** The errors of the first answer. */
function answerTo(query: string): Promise<unknown> {
  const { client } = listen(at(), '{ __typename }');
  return new Promise((resolve) =>
    client.subscribe(
      { query },
      { next: ({ errors }) => resolve(errors), error: resolve, complete: () => {} },
    ),
  );
}

const QUERY = 'subscription { transactionPosted { transaction { description secret } } }';

const FOUR = 'a: payment { id } b: payment { id } c: payment { id } d: payment { id }';
const DEAR = `subscription { transactionPosted { transaction { ${FOUR} } } }`;

test('the gateway serves subscriptions beside queries, with the same access rules', async () => {
  const heard = listen(at(), QUERY);
  await listening(heard);
  await log.publish({ transaction: { id: 'txn_1' } });
  await eventually(() => heard.events.length === 1);
  heard.stop();
  expect(heard.events).toEqual([
    { transactionPosted: { transaction: { description: 'about txn_1', secret: null } } },
  ]);
  expect(heard.errors).toMatchObject([{ extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }]);
});

test('every error over the socket tells the id of its request', async () => {
  const requestId = expect.stringMatching(/^req_/);
  for (const [query, code] of [
    ['{', 'GRAPHQL_PARSE_FAILED'],
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['subscription { nothing }', 'GRAPHQL_VALIDATION_FAILED'],
  ] as const)
    expect(await answerTo(query)).toMatchObject([{ extensions: { code, requestId } }]);
  const heard = listen(at(), QUERY);
  await listening(heard);
  await log.publish({ transaction: { id: 'txn_1' } });
  await eventually(() => heard.errors.length > 0);
  heard.stop();
  expect(heard.errors).toMatchObject([{ extensions: { requestId } }]);
});

test('a query over the socket is answered as over HTTP', async () => {
  const heard = listen(at(), '{ __typename }');
  await heard.ended;
  expect(heard.events).toEqual([{ __typename: 'Query' }]);
});

test('a subscription over the cost limit is refused', async () => {
  const heard = listen(at(), DEAR);
  expect(await heard.ended).toEqual({ code: 'COST_LIMIT_EXCEEDED' });
});

test('a subscription that no budget covers is refused, and told when to come back', async () => {
  const heard = listen(at(), QUERY, { token: tokenOf('acme', 'poor', READER) });
  expect(await heard.ended).toEqual({ code: 'RATE_LIMITED', retryAfterMs: 1_500 });
});

test('so is a query over the socket', async () => {
  const heard = listen(at(), '{ __typename }', { token: tokenOf('acme', 'poor', READER) });
  await heard.ended;
  expect(heard.errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED', retryAfterMs: 1_500 } }]);
});

test('a subscription whose text is over a limit is refused', async () => {
  const aliases = [...Array(101).keys()].map((n) => `a${n}: description`);
  const heard = listen(at(), `subscription { transactionPosted { transaction { ${aliases} } } }`);
  expect(await heard.ended).toEqual({ code: 'LIMIT_EXCEEDED' });
});

const NESTED = `subscription ${'{ a '.repeat(10_000)}${'}'.repeat(10_000)}`;

test('so is one that is nested without end', async () => {
  expect(await listen(at(), NESTED).ended).toEqual({ code: 'LIMIT_EXCEEDED' });
});

describe.each([EVENT_STREAM, MULTIPART])('over %s', (accept) => {
  const origin = 'https://app.example';

  test('a page of an origin that may call hears events', async () => {
    const headers = { origin, 'sec-fetch-site': 'cross-site' };
    const streamed = await openStream(at(), { query: QUERY, accept, headers });
    await log.publish({ transaction: { id: 'txn_1' } });
    await heard(streamed, 1);
    streamed.leave();
    expect(streamed.headers['access-control-allow-origin']).toBe(origin);
    expect(resultsOf(streamed)).toMatchObject([
      {
        data: { transactionPosted: { transaction: { description: 'about txn_1', secret: null } } },
        errors: [
          {
            extensions: {
              code: 'UNAUTHORIZED_FIELD_OR_TYPE',
              // Its answer is shared: it was made for no request in particular.
              requestId: expect.stringMatching(/^req_/),
            },
          },
        ],
      },
    ]);
  });

  test('a query is answered as over HTTP', async () => {
    const streamed = await openStream(at(), { query: '{ __typename }', accept });
    await streamed.ended;
    expect(resultsOf(streamed)).toMatchObject([{ data: { __typename: 'Query' } }]);
  });

  test.each([
    ['that no budget covers', { token: tokenOf('acme', 'poor', READER) }, 429, 'RATE_LIMITED'],
    ['over the cost limit', { query: DEAR }, 400, 'COST_LIMIT_EXCEEDED'],
    ['nested without end', { query: NESTED }, 400, 'LIMIT_EXCEEDED'],
  ])('a subscription %s is refused with its status', async (_what, asked, status, code) => {
    const refused = await openStream(at(), { query: QUERY, accept, ...asked });
    await refused.ended;
    expect(refused.status).toBe(status);
    expect(JSON.parse(refused.text())).toMatchObject({
      errors: [{ extensions: { code, requestId: refused.headers['x-request-id'] } }],
    });
  });

  test('one that no budget covers is told when to come back', async () => {
    const token = tokenOf('acme', 'poor', READER);
    const refused = await openStream(at(), { query: QUERY, accept, token });
    await refused.ended;
    expect(refused.headers['retry-after']).toBe('2');
  });
});

test('the error that ends a stream keeps the cursor to resume from', async () => {
  const heard = listen(at(), QUERY, { token: tokenOf('acme', 'gone', READER) });
  await listening(heard);
  revoked.add('gone');
  await log.publish({ transaction: { id: 'txn_2' } });
  expect(await heard.ended).toEqual({ code: 'UNAUTHENTICATED', cursor: expect.any(String) });
});

test('what fails inside a subgraph is masked', async () => {
  const heard = listen(at(), 'subscription { transactionPosted { transaction { payment { id } } } }');
  await listening(heard);
  await log.publish({ transaction: { id: 'txn_broken' } });
  await eventually(() => heard.events.length === 1);
  heard.stop();
  expect(heard.errors).toMatchObject([{ message: 'Internal server error' }]);
});
