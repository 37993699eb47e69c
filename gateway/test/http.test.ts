import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { federation } from './federation.ts';
import { codesOf, startTestGateway, type TestGateway } from './start.ts';

const shop = federation({
  shop: {
    typeDefs: `
      type Query {
        hello: String
        me: String @authenticated
        items(first: Int!): [Item!]! @listSize(slicingArguments: ["first"])
        refuses: String
        repeats(text: String!): String
        breaks: String
        strange: String
      }
      type Mutation { add(n: Int!): Int }
      type Subscription { added: Item }
      type Item { id: ID }
    `,
    resolvers: {
      Query: {
        hello: () => 'hi',
        me: () => 'alice',
        items: (_: never, { first }: { first: number }) => Array.from({ length: first }, (_, id) => ({ id })),
        refuses: () => {
          throw new GraphQLError('No such thing.', {
            extensions: { code: 'NOT_FOUND', id: 'x', stacktrace: ['at db'] },
          });
        },
        repeats: (_: never, { text }: { text: string }) => {
          throw new GraphQLError(`There is no ${text}.`, { extensions: { code: 'NOT_FOUND' } });
        },
        breaks: () => {
          throw new Error('relation "accounts" does not exist');
        },
        strange: () => {
          throw new GraphQLError('Out of tea.', {
            extensions: { code: 'TEAPOT', stacktrace: ['at kettle'] },
          });
        },
      },
      Mutation: { add: (_: never, { n }: { n: number }) => n + 1 },
    },
  },
});

const options = { supergraph: { sdl: shop.supergraphSdl }, localSubgraphs: shop.subgraphs };
let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway({ ...options, config: { limits: { depth: 5, bodyBytes: 2_000 } } });
});
afterAll(() => gateway.close());
beforeEach(() => {
  shop.calls.length = 0;
});

describe('serves', () => {
  test('a query, with its cost', async () => {
    const { status, body } = await gateway.ask('{ hello items(first: 3) { id } }');
    expect(status).toBe(200);
    expect(body).toEqual({
      data: { hello: 'hi', items: [{ id: '0' }, { id: '1' }, { id: '2' }] },
      extensions: { cost: { requested: 3, actual: 3 } },
    });
  });

  test('a mutation', async () => {
    const { body } = await gateway.ask('mutation ($n: Int!) { add(n: $n) }', { variables: { n: 4 } });
    expect(body.data).toEqual({ add: 5 });
  });

  test('a query by GET', async () => {
    const { text } = await gateway.get('/graphql?query=%7Bhello%7D');
    expect(JSON.parse(text).data).toEqual({ hello: 'hi' });
  });

  test('introspection', async () => {
    const { body } = await gateway.ask('{ __schema { subscriptionType { name } } }');
    expect(body.data).toEqual({ __schema: { subscriptionType: { name: 'Subscription' } } });
  });

  test('/health, /ready and /metrics', async () => {
    expect((await gateway.get('/health')).status).toBe(200);
    expect((await gateway.get('/ready')).status).toBe(200);
    const { text } = await gateway.get('/metrics');
    expect(text).toContain('gateway_operations_total{type="query",outcome="ok"}');
    expect(text).toContain('gateway_subgraph_fetches_total{subgraph="shop",outcome="ok"}');
  });

  test('a request id: its own, or the one that came', async () => {
    expect((await gateway.ask('{ hello }')).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    const given = await gateway.ask('{ nothing }', { headers: { 'x-request-id': 'mine-1' } });
    expect(given.headers.get('x-request-id')).toBe('mine-1');
    expect(given.body.errors?.[0]?.extensions.requestId).toBe('mine-1');
  });
});

describe('GraphiQL', () => {
  test.each(['/graphql', '/graphiql'])(
    'at %s, for browsers, without a word of another server',
    async (path) => {
      const { status, text } = await gateway.get(path, { accept: 'text/html' });
      expect(status).toBe(200);
      expect(text).toContain('/graphiql/static/ruru.js');
      expect(text).not.toMatch(/(src|href|import|from)\s*[=(]?\s*["']?(https?:)?\/\//);
    },
  );

  test('runs the scripts of its own page, and of no other server', async () => {
    const { headers, text } = await gateway.get('/graphiql');
    const policy = headers.get('content-security-policy') ?? '';
    const inline = [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, script = '']) => script);
    expect(inline.length).toBeGreaterThan(0);
    for (const script of inline)
      expect(policy).toContain(`'sha256-${createHash('sha256').update(script).digest('base64')}'`);
    expect(policy).toMatch(/default-src 'none'; script-src 'self' 'sha256-[^;]*; /);
    expect(policy).not.toContain('http');
  });

  test('its files are served', async () => {
    expect((await gateway.get('/graphiql/static/ruru.js')).status).toBe(200);
    expect((await gateway.get('/graphiql/static/ruru.css')).status).toBe(200);
    expect((await gateway.get('/graphiql/static/../package.json')).status).toBe(404);
  });
});

describe('who asks', () => {
  test('anonymous: what is not protected', async () => {
    const { body } = await gateway.ask('{ hello me }');
    expect(body.data).toEqual({ hello: 'hi', me: null });
    expect(body.errors).toMatchObject([
      { path: ['me'], extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE', requestId: expect.any(String) } },
    ]);
  });

  test('a token: its actor reaches the subgraph', async () => {
    const { body } = await gateway.ask('{ me }', { headers: { authorization: 'Bearer scopes:a' } });
    expect(body.data).toEqual({ me: 'alice' });
    expect(shop.calls[0]?.actor).toMatchObject({ id: 'alice', tenantId: 'acme' });
  });

  test.each([
    ['Bearer nonsense', 'Bearer error="invalid_token"'],
    ['Basic YTpi', 'Bearer'],
    ['Bearer', 'Bearer'],
    ['', 'Bearer'],
  ])('the header "%s": 401 UNAUTHENTICATED, and what is needed', async (authorization, challenge) => {
    const answer = await gateway.ask('{ hello }', { headers: { authorization } });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe(challenge);
    expect(codesOf(answer)).toEqual(['UNAUTHENTICATED']);
    expect(answer.body.data).toBeUndefined();
    expect(shop.calls).toEqual([]);
  });
});

describe('refuses', () => {
  const post = (
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = { 'content-type': 'application/json' },
  ) => fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body });

  test.each([
    ['a syntax error', '{ hello', 'GRAPHQL_PARSE_FAILED', 400],
    ['an unknown field', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED', 400],
    ['no operation to choose', 'query A { hello } query B { hello }', 'OPERATION_RESOLUTION_FAILURE', 400],
    [
      'an operation that is too deep',
      '{ __schema { types { fields { type { fields { name } } } } } }',
      'LIMIT_EXCEEDED',
      400,
    ],
    ['an operation that costs too much', '{ items(first: 1000001) { id } }', 'COST_LIMIT_EXCEEDED', 400],
    ['a subscription over HTTP', 'subscription { added { id } }', 'BAD_REQUEST', 400],
  ])('%s: nothing is executed', async (_name, query, code, status) => {
    const answer = await gateway.ask(query);
    expect(codesOf(answer)).toEqual([code]);
    expect(answer.status).toBe(status);
    expect(shop.calls).toEqual([]);
  });

  test('a variable that does not fit: BAD_USER_INPUT, and its path', async () => {
    const answer = await gateway.ask('query ($n: Int!) { items(first: $n) { id } }', {
      variables: { n: 'x' },
    });
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
    expect(answer.body.errors?.[0]?.extensions).toMatchObject({ path: ['n'] });
    expect(answer.status).toBe(400);
    expect(shop.calls).toEqual([]);
  });

  test('cost: the error tells cost and limit', async () => {
    const { body } = await gateway.ask('{ items(first: 1000001) { id } }');
    expect(body.errors?.[0]?.extensions).toMatchObject({ cost: 1_000_001, limit: 1_000_000 });
  });

  test('a body that is too long: 413 LIMIT_EXCEEDED', async () => {
    const answer = await gateway.ask(`{ hello } # ${'x'.repeat(2_000)}`);
    expect(answer.status).toBe(413);
    expect(answer.body.errors?.[0]?.extensions).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      limit: 'bodyBytes',
      maximum: 2_000,
    });
  });

  test('a document over a limit in a URL with a malformed escape: 400 LIMIT_EXCEEDED', async () => {
    const aliases = Array.from({ length: 101 }, (_, n) => `a${n}:hello`).join();
    const url = `/graphql?query=${encodeURIComponent(`{${aliases}}#`)}%FF`;
    const { status, text } = await gateway.get(url, { accept: 'application/graphql-response+json' });
    expect([status, JSON.parse(text).errors[0].extensions]).toMatchObject([
      400,
      { code: 'LIMIT_EXCEEDED', limit: 'aliases' },
    ]);
  });

  test('a document that is not valid, without its places: they would be kept with every token of the text', async () => {
    const { body } = await gateway.ask('{ nothing }');
    expect(codesOf({ body } as never)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(body.errors?.[0]).not.toHaveProperty('locations');
  });

  test('a request that does not come to its end in time: 408', async () => {
    const slow = await startTestGateway({ ...options, config: { limits: { requestTimeoutMs: 100 } } });
    const socket = connect(slow.port, '127.0.0.1');
    socket.write('POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n');
    socket.write('Content-Length: 100\r\n\r\n{"query":');
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1.1 408 /);
    await slow.close();
  });

  test('a body that is not JSON: 400 BAD_REQUEST', async () => {
    const response = await post('{"query":');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });

  test('a body of another type: 415 BAD_REQUEST', async () => {
    const response = await post('query={hello}', { 'content-type': 'application/x-www-form-urlencoded' });
    expect(response.status).toBe(415);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });

  test('a body that is not UTF-8: 400 BAD_REQUEST, and nothing stands for its bytes', async () => {
    const response = await post(Buffer.from('{"query":"mutation { add(n: 1) } # M\xfcller"}', 'latin1'));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
    expect(shop.calls).toEqual([]);
  });

  test.each([
    ['in another charset', { 'content-type': 'application/json; charset=iso-8859-1' }],
    ['compressed', { 'content-type': 'application/json', 'content-encoding': 'gzip' }],
  ])('a body that is said to be %s: 415 BAD_REQUEST', async (_how, headers) => {
    const response = await post('{"query":"{hello}"}', headers);
    expect(response.status).toBe(415);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
    expect(shop.calls).toEqual([]);
  });

  test.each([
    ['UTF-8', { 'content-type': 'application/json; charset="UTF-8"' }],
    ['as it is', { 'content-type': 'application/json', 'content-encoding': 'identity' }],
  ])('but not a body that is said to be %s', async (_how, headers) => {
    const response = await post('{"query":"{hello} # Müller"}', headers);
    expect(await response.json()).toMatchObject({ data: { hello: 'hi' } });
  });

  test('a batch: 400 BAD_REQUEST', async () => {
    const response = await post('[{"query":"{hello}"},{"query":"{hello}"}]');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });

  test.each([
    ['by GET', { method: 'GET', headers: { 'sec-fetch-site': 'cross-site' } }],
    ['by POST', { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } }],
  ])('a request as a page of another site can send it, %s: 400 BAD_REQUEST', async (_method, request) => {
    const response = await fetch(`${gateway.url}/graphql?query=%7Bhello%7D`, request);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
    expect(shop.calls).toEqual([]);
  });

  test('a mutation by GET: 405', async () => {
    const response = await fetch(`${gateway.url}/graphql?query=mutation%7Badd(n:1)%7D`);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    expect(shop.calls).toEqual([]);
  });

  test('another method: 405, with those that are served', async () => {
    const response = await fetch(`${gateway.url}/graphql`, { method: 'PUT', body: '{}' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST']);
  });

  test('an answer that cannot be had as the client wants it: 406, nothing is executed', async () => {
    const headers = { 'content-type': 'application/json', accept: 'text/csv' };
    const response = await post('{"query":"mutation { add(n: 1) }"}', headers);
    expect(response.status).toBe(406);
    expect(shop.calls).toEqual([]);
  });

  test('what is answered is data to a browser, whatever becomes of the request', async () => {
    for (const path of ['/graphql?query=%7Bhello%7D', '/graphql?query=%7B', '/nothing', '/metrics'])
      expect(Object.fromEntries((await gateway.get(path)).headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'referrer-policy': 'no-referrer',
      });
  });

  test('another path: 404, with code and request id', async () => {
    const response = await fetch(`${gateway.url}/nothing`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'BAD_REQUEST', requestId: expect.any(String) } }],
    });
  });
});

describe('errors of subgraphs', () => {
  test('with one of our codes: message, path, code, details, service, request id; no stack', async () => {
    const { body } = await gateway.ask('{ hello refuses }');
    expect(body).toMatchObject({ data: { hello: 'hi', refuses: null } });
    expect(body.errors).toEqual([
      {
        message: 'No such thing.',
        path: ['refuses'],
        extensions: { code: 'NOT_FOUND', id: 'x', service: 'shop', requestId: expect.any(String) },
      },
    ]);
  });

  test.each(['breaks', 'strange'])('of the inside (%s): masked', async (field) => {
    const { body } = await gateway.ask(`{ ${field} }`);
    expect(body.errors).toEqual([
      {
        message: 'Internal server error',
        path: [field],
        extensions: { code: 'INTERNAL_SERVER_ERROR', service: 'shop', requestId: expect.any(String) },
      },
    ]);
  });

  test('of a subgraph that is exposed: its own message and code, still no stack', async () => {
    const open = await startTestGateway({
      ...options,
      config: { errors: { exposeSubgraphMessages: ['shop'] } },
    });
    const { body } = await open.ask('{ strange }');
    await open.close();
    expect(body.errors?.[0]).toMatchObject({ message: 'Out of tea.', extensions: { code: 'TEAPOT' } });
    expect(JSON.stringify(body)).not.toContain('kettle');
  });
});

describe('what was sent does not come back in full', () => {
  let open: TestGateway;
  beforeAll(async () => {
    open = await startTestGateway({ ...options, config: { errors: { exposeSubgraphMessages: true } } });
  });
  afterAll(() => open.close());

  const LONG = 'x'.repeat(900_000);
  const QUERY = 'query ($n: Int!) { items(first: $n) { id } }';

  test.each([
    ['a variable', QUERY, { n: LONG }, 'BAD_USER_INPUT'],
    ['the name of a field in a variable', QUERY, { n: { [LONG]: 1 } }, 'BAD_USER_INPUT'],
    ['the path of a variable', QUERY, { [LONG]: Array(1_001).fill(0) }, 'LIMIT_EXCEEDED'],
    ['a field', `{ ${LONG} }`, {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['a character', `{ "${LONG}" }`, {}, 'GRAPHQL_PARSE_FAILED'],
    ['a value that the subgraph refuses', `{ repeats(text: "${LONG}") }`, {}, 'NOT_FOUND'],
  ])('%s', async (_what, query, variables, code) => {
    const answer = await open.ask(query, { variables });
    expect(codesOf(answer)).toEqual([code]);
    expect(JSON.stringify(answer.body.errors).length).toBeLessThan(3_000);
  });

  test('but a thousand characters of it, and a sign that there is more', async () => {
    const { body } = await open.ask(`{ ${LONG} }`);
    expect(body.errors?.[0]?.message).toMatch(/^Cannot query field "x{900,}…$/);
    expect(body.errors?.[0]?.message).toHaveLength(1_001);
  });

  test('nor does a long alias in a path', async () => {
    const { body } = await open.ask(`{ ${LONG}: refuses }`);
    expect(body.errors?.[0]?.path).toEqual([`${LONG.slice(0, 1_000)}…`]);
  });
});

describe('in production', () => {
  let closed: TestGateway;
  beforeAll(async () => {
    closed = await startTestGateway({ ...options, config: { introspection: false, graphiql: false } });
  });
  afterAll(() => closed.close());

  test('no introspection', async () => {
    expect(codesOf(await closed.ask('{ __schema { types { name } } }'))).toEqual([
      'GRAPHQL_VALIDATION_FAILED',
    ]);
  });

  test('no hints of other names', async () => {
    expect((await closed.ask('{ helo }')).body.errors?.[0]?.message).not.toContain('hello');
  });

  test('no GraphiQL', async () => {
    expect((await closed.get('/graphiql')).status).toBe(404);
    expect((await closed.get('/graphql', { accept: 'text/html' })).text).not.toContain('ruru');
  });
});

test('not ready while a subgraph of this process is not', async () => {
  let relay = false;
  const subgraphs = new Map([
    ['shop', { execute: async () => ({}), ready: async () => ({ database: true, relay }) }],
  ]);
  const open = await startTestGateway({ ...options, localSubgraphs: subgraphs });
  expect((await open.get('/ready')).status).toBe(503);
  relay = true;
  expect((await open.get('/ready')).status).toBe(200);
  await open.close();
});

test('without a token verifier everybody is anonymous, whatever header comes', async () => {
  const open = await startTestGateway({ ...options, tokenVerifier: undefined });
  const { body } = await open.ask('{ hello me }', { headers: { authorization: 'Bearer scopes:a' } });
  await open.close();
  expect(body.data).toEqual({ hello: 'hi', me: null });
});
