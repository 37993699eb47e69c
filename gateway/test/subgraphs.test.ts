import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { execute, parse } from 'graphql';
import { createInternalTokenIssuer, createInternalTokenVerifier } from 'platform/auth/internal-tokens';
import { createServiceKeys } from 'platform/auth/service-keys';
import { federation } from './federation.ts';
import { codesOf, startTestGateway, type TestGateway } from './start.ts';

const books = federation({
  books: {
    typeDefs: `
      type Query { books: [Book!]! top: Book }
      type Book @key(fields: "id") { id: ID! title: String }
    `,
    resolvers: {
      Query: {
        books: () => [
          { id: '1', title: 'One' },
          { id: '2', title: 'Two' },
        ],
        top: () => ({ id: '1', title: 'One' }),
      },
    },
  },
  stars: {
    typeDefs: `
      type Query { best: Int }
      type Book @key(fields: "id") { id: ID! stars: Int must: Int! }
    `,
    resolvers: {
      Query: { best: () => 5 },
      Book: {
        __resolveReference: (book: never) => book,
        stars: () => 5,
        must: () => 1,
      } as never,
    },
  },
});

type Misbehave = 'no' | 'hang' | 'html' | '500' | 'long' | 'nonsense' | 'cut';

/** The subgraph `stars` over HTTP; it can misbehave. */
let behaviour: Misbehave = 'no';
let seen: IncomingHttpHeaders = {};
const stars = createServer((request, response) => {
  seen = request.headers;
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', async () => {
    const json = { 'content-type': 'application/json' };
    if (behaviour === 'hang') return;
    if (behaviour === 'html') return response.writeHead(200, { 'content-type': 'text/html' }).end('<p>');
    if (behaviour === '500') return response.writeHead(500, json).end('{"errors":[{"message":"secret"}]}');
    if (behaviour === 'long') return response.writeHead(200, json).end(`{"data":"${'x'.repeat(10_000)}"}`);
    if (behaviour === 'nonsense') return response.writeHead(200, json).end('{"what":1}');
    if (behaviour === 'cut') return response.writeHead(200, json).write('{"data":', () => response.destroy());
    const { query, variables } = JSON.parse(Buffer.concat(chunks).toString());
    const schema = books.schemas.get('stars');
    if (!schema) throw new Error('there is no stars');
    const result = await execute({ schema, document: parse(query), variableValues: variables });
    response.writeHead(200, json).end(JSON.stringify(result));
  });
});

const listen = (server: Server) =>
  new Promise<string>((resolve) =>
    server.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`),
    ),
  );

let url: string;
let gateway: TestGateway;
const local = new Map([...books.subgraphs].filter(([name]) => name === 'books'));

beforeAll(async () => {
  url = await listen(stars);
  gateway = await startTestGateway({
    supergraph: { sdl: books.supergraphSdl },
    localSubgraphs: local,
    config: { subgraphs: { stars: { url, timeoutMs: 300, maxResponseBytes: 5_000 } } },
  });
});
afterEach(() => {
  behaviour = 'no';
});
afterAll(async () => {
  await gateway.close();
  stars.closeAllConnections();
  stars.close();
});

test('one operation over two subgraphs, one in this process and one over HTTP', async () => {
  const { body } = await gateway.ask('{ books { title stars } best }');
  expect(body.data).toEqual({
    books: [
      { title: 'One', stars: 5 },
      { title: 'Two', stars: 5 },
    ],
    best: 5,
  });
});

describe('a subgraph that', () => {
  test.each<[string, Misbehave]>([
    ['does not answer in time', 'hang'],
    ['answers with a page', 'html'],
    ['answers with a status of 500', '500'],
    ['answers with too much', 'long'],
    ['answers with something else', 'nonsense'],
    ['stops in the middle', 'cut'],
  ])('%s: SUBGRAPH_UNAVAILABLE on its fields, the others are answered', async (_name, how) => {
    behaviour = how;
    const answer = await gateway.ask('{ books { title score: stars } best }');
    expect(answer.body.data).toEqual({
      books: [
        { title: 'One', score: null },
        { title: 'Two', score: null },
      ],
      best: null,
    });
    expect(codesOf(answer)).toEqual(['SUBGRAPH_UNAVAILABLE', 'SUBGRAPH_UNAVAILABLE']);
    expect(answer.body.errors?.map(({ path }) => path?.join('.')).sort()).toEqual(['best', 'books.@.score']);
    expect(answer.body.errors?.[0]?.extensions.service).toBe('stars');
    expect(JSON.stringify(answer.body)).not.toMatch(/secret|127\.0\.0\.1/);
  });

  test('is not there at all: the same; and where null may not stand, as far up as it may', async () => {
    const dead = await startTestGateway({
      supergraph: { sdl: books.supergraphSdl },
      localSubgraphs: local,
      config: { subgraphs: { stars: { url: 'http://127.0.0.1:1/' } } },
    });
    const answer = await dead.ask('{ top { title must } books { title } }');
    await dead.close();
    expect(answer.body.data).toEqual({ top: null, books: [{ title: 'One' }, { title: 'Two' }] });
    expect(codesOf(answer)).toEqual(['SUBGRAPH_UNAVAILABLE']);
  });
});

describe('headers to a subgraph', () => {
  test('request id and trace; nothing of the client without a rule', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await gateway.ask('{ best }', {
      headers: {
        traceparent,
        'x-request-id': 'r1',
        authorization: 'Bearer scopes:a',
        'x-tenant': 't',
        cookie: 'c=1',
      },
    });
    expect(seen['x-request-id']).toBe('r1');
    expect(seen.traceparent).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/);
    for (const name of ['authorization', 'x-tenant', 'cookie']) expect(seen[name]).toBeUndefined();
  });

  test('by rule: propagated, renamed, defaulted, inserted, only to the named subgraphs', async () => {
    const ruled = await startTestGateway({
      supergraph: { sdl: books.supergraphSdl },
      localSubgraphs: local,
      config: {
        subgraphs: { stars: { url } },
        headers: [
          { propagate: 'x-tenant', as: 'x-customer' },
          { propagate: 'x-region', default: 'eu' },
          { insert: 'x-from', value: 'gateway' },
          { propagate: 'cookie', subgraphs: ['books'] },
        ],
      },
    });
    await ruled.ask('{ best }', { headers: { 'x-tenant': 't', cookie: 'c=1' } });
    await ruled.close();
    expect(seen).toMatchObject({ 'x-customer': 't', 'x-region': 'eu', 'x-from': 'gateway' });
    expect(seen.cookie).toBeUndefined();
  });

  describe('internal tokens', () => {
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'keys-'));
    });
    afterAll(() => rm(folder, { recursive: true }));

    async function askWith(internalToken: boolean, headers: Record<string, string>) {
      const keys = await createServiceKeys(folder, ['gateway']);
      const signing = await startTestGateway({
        supergraph: { sdl: books.supergraphSdl },
        localSubgraphs: local,
        internalTokens: createInternalTokenIssuer(keys.keyOf('gateway')),
        config: { subgraphs: { stars: { url, internalToken } } },
      });
      await signing.ask('{ best }', { headers });
      await signing.close();
      return createInternalTokenVerifier({ audience: 'stars', trusted: keys.trusted });
    }

    test('to a subgraph that is configured for them: the actor, proven to it alone', async () => {
      const verify = await askWith(true, { authorization: 'Bearer scopes:a,b' });
      const actor = await verify(seen.authorization?.slice('Bearer '.length) ?? '');
      expect(actor).toMatchObject({ id: 'alice', tenantId: 'acme', scopes: new Set(['a', 'b']) });
    });

    test('not to any other', async () => {
      await askWith(false, { authorization: 'Bearer scopes:a' });
      expect(seen.authorization).toBeUndefined();
    });

    test('none for nobody', async () => {
      await askWith(true, {});
      expect(seen.authorization).toBeUndefined();
    });
  });
});
