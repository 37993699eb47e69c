import { afterAll, beforeAll, expect, test } from '@jest/globals';
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
    config: gatewayConfig.parse({ cost: { maximum: 4 } }),
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
  const selection = 'a: payment { id } b: payment { id } c: payment { id } d: payment { id }';
  const heard = listen(at(), `subscription { transactionPosted { transaction { ${selection} } } }`);
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
