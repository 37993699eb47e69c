import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../start.ts';
import { bank, policies, secret } from './bank.ts';
import type { Caller } from './leaks.ts';

/** The same documents by every way, by callers with different rights: whoever came before, each gets what is his. */
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    supergraph: { sdl: bank.supergraphSdl },
    localSubgraphs: bank.subgraphs,
    policies,
    config: { introspection: false },
  });
});
afterAll(() => gateway.close());

const QUERY = '{ customer { name email income } }';
const shown = (email: boolean, income: boolean) => ({
  customer: {
    name: 'Ann',
    email: email ? secret('Customer.email') : null,
    income: income ? secret('Customer.income') : null,
  },
});

/** Callers in an order in which each follows one with other rights. */
const CALLERS: readonly (readonly [Caller, object])[] = [
  [['admin'], shown(true, true)],
  [undefined, shown(false, false)],
  [[], shown(true, false)],
  [['hr', 'read'], shown(true, true)],
  [undefined, shown(false, false)],
];

const authorization = (caller: Caller): Record<string, string> =>
  caller ? { authorization: `Bearer scopes:${caller.join()}` } : {};

async function send(caller: Caller, body: object): Promise<{ readonly data?: unknown }> {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization(caller) },
    body: JSON.stringify(body),
  });
  return response.json() as Promise<{ data?: unknown }>;
}

async function get(caller: Caller, parameters: Record<string, string>) {
  const url = `${gateway.url}/graphql?${new URLSearchParams(parameters)}`;
  const headers = { 'apollo-require-preflight': '1', ...authorization(caller) };
  return (await fetch(url, { headers })).json();
}

const sha256Hash = createHash('sha256').update(QUERY).digest('hex');
const persistedQuery = { persistedQuery: { version: 1, sha256Hash } };

test.each([
  ['a POST', (caller: Caller) => send(caller, { query: QUERY })],
  ['a GET', (caller: Caller) => get(caller, { query: QUERY })],
  [
    'the hash of a document, which another has registered',
    async (caller: Caller) => {
      await send(['admin'], { query: QUERY, extensions: persistedQuery });
      return send(caller, { extensions: persistedQuery });
    },
  ],
  ['a GET of such a hash', (caller: Caller) => get(caller, { extensions: JSON.stringify(persistedQuery) })],
  ['an id of such a document', (caller: Caller) => send(caller, { documentId: `sha256:${sha256Hash}` })],
])('by %s', async (_, ask) => {
  for (const [caller, data] of CALLERS) expect(await ask(caller)).toMatchObject({ data });
});

test('at the same time', async () => {
  const callers = Array.from({ length: 10 }, () => CALLERS).flat();
  const answers = await Promise.all(callers.map(([caller]) => send(caller, { query: QUERY })));
  expect(answers.map(({ data }) => data)).toEqual(callers.map(([, data]) => data));
});

test('by another operation of a document that is known', async () => {
  const query = 'query Free { bank } query Secret { customer { income } }';
  const ask = (caller: Caller, operationName: string) => send(caller, { query, operationName });
  expect(await ask(['admin'], 'Secret')).toMatchObject({
    data: { customer: { income: secret('Customer.income') } },
  });
  expect(await ask(undefined, 'Free')).toMatchObject({ data: { bank: 'open' } });
  expect(await ask(undefined, 'Secret')).toMatchObject({ data: { customer: { income: null } } });
});

test('several at once are not taken', async () => {
  expect(await send(undefined, [{ query: QUERY }])).toMatchObject({
    errors: [{ extensions: { code: 'BAD_REQUEST' } }],
  });
});

test('a token that does not hold is refused, not taken for nobody', async () => {
  const headers = { authorization: 'Bearer forged' };
  const { body } = await gateway.ask('{ bank }', { headers });
  expect(body.data).toBeUndefined();
  expect(body.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
});

test('a document that does not fit the schema is told no name of it', async () => {
  const { body } = await gateway.ask('{ customer { emai incom } }');
  expect(JSON.stringify(body)).not.toMatch(/email|income/);
});

test('what is refused costs nothing, and its cost is not told', async () => {
  const cost = async (query: string) => (await gateway.ask(query)).body.extensions?.cost;
  expect(await cost('{ customer { name company { owner { name } } } }')).toEqual(
    await cost('{ customer { name } }'),
  );
});
