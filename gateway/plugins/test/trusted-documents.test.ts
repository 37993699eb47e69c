import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { createClient } from 'graphql-ws';
import { pino } from 'pino';
import type { Bus } from 'platform/bus/port';
import { eventually } from 'platform/bus/test/messages';
import { createMetrics } from 'platform/telemetry/metrics';
import { WebSocket } from 'ws';
import { sha256Of } from '../../operations/document-id.ts';
import { federation } from '../../test/federation.ts';
import { type Sent, sender } from '../../test/send.ts';
import { startTestGateway, type TestGateway } from '../../test/start.ts';

const TYPES = `
  type Query { hello: String twice(n: Int!): Int items(first: Int!): [Item] @listSize(slicingArguments: ["first"]) }
  type Mutation { add: Int }
  type Subscription { added: Item }
  type Item { id: ID }
`;
const shop = federation({
  shop: {
    typeDefs: TYPES,
    resolvers: { Query: { hello: () => 'hi', twice: (_: never, { n }: { n: number }) => 2 * n } },
  },
});
const HELLO = 'query Hello { hello }';
const TWICE = 'query Twice($n: Int!) { twice(n: $n) }';
const BROKEN = 'query Broken { gone }';
const COSTLY = 'query Costly { items(first: 1000001) { id } }';
const ADDED = 'subscription Added { added { id } }';

const folder = mkdtempSync(join(tmpdir(), 'trusted-'));
const file = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
const apolloManifest = (...bodies: string[]) => ({
  format: 'apollo-persisted-query-manifest',
  version: 1,
  operations: bodies.map((body) => ({ id: sha256Of(body), name: body.split(/\W/)[1], type: 'query', body })),
});
const manifest = file('manifest.json', apolloManifest(HELLO, TWICE, BROKEN, COSTLY, ADDED));

const start = (mode: 'off' | 'log' | 'enforce', more: object = {}) =>
  startTestGateway({
    supergraph: { sdl: shop.supergraphSdl },
    localSubgraphs: shop.subgraphs,
    config: { trustedDocuments: { mode, manifest } },
    ...more,
  });
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  shop.calls.length = 0;
});

const byId = (text: string) => ({ documentId: `sha256:${sha256Of(text)}` });
const persisted = (text: string) => ({
  extensions: { persistedQuery: { version: 1, sha256Hash: sha256Of(text) } },
});
const codeOf = ({ body }: Sent) => body.errors?.[0]?.extensions.code;

describe('enforce', () => {
  let gateway: TestGateway;
  let send: (body: object) => Promise<Sent>;
  beforeAll(async () => {
    gateway = await start('enforce', { bus: { close: async () => {} } as Bus });
    send = sender(gateway);
  });
  afterAll(() => gateway.close());

  test.each([
    ['documentId', byId(HELLO)],
    ["Apollo's persistedQuery", persisted(HELLO)],
    ['its text', { query: HELLO }],
    ['its text and its hash', { query: HELLO, ...persisted(HELLO) }],
  ])('a trusted document by %s is served', async (_name, body) => {
    expect(await send(body)).toMatchObject({ status: 200, body: { data: { hello: 'hi' } } });
  });

  test('with variables, and by GET', async () => {
    const parameters = new URLSearchParams({ ...byId(TWICE), variables: '{"n":2}' });
    expect(JSON.parse((await gateway.get(`/graphql?${parameters}`)).text)).toMatchObject({
      data: { twice: 4 },
    });
  });

  describe('any other is refused, and no subgraph is asked', () => {
    test.each([
      ['another document', { query: '{ hello }' }],
      ['a trusted one with another space', { query: `${HELLO} ` }],
      ['another one under the hash of a trusted one', { query: '{ hello }', ...persisted(HELLO) }],
      ['one that would be registered', { query: '{ hello }', ...persisted('{ hello }') }],
      ['a mutation', { query: 'mutation { add }' }],
      ['introspection of somebody anonymous', { query: getIntrospectionQuery() }],
      ['what is no GraphQL', { query: '{' }],
    ])('%s: 403 UNTRUSTED_DOCUMENT', async (_name, body) => {
      const answer = await send(body);
      expect([answer.status, codeOf(answer)]).toEqual([403, 'UNTRUSTED_DOCUMENT']);
      expect(shop.calls).toEqual([]);
    });

    test.each([
      ['an id that is not in the manifest', byId('{ hello }')],
      ['an empty id', { documentId: '' }],
      ['nothing', { variables: {} }],
    ])('%s: PERSISTED_QUERY_NOT_FOUND', async (_name, body) => {
      expect(codeOf(await send(body))).toBe('PERSISTED_QUERY_NOT_FOUND');
    });
  });

  test('limits and the maximum cost hold for a trusted document too', async () => {
    expect(codeOf(await send(byId(COSTLY)))).toBe('COST_LIMIT_EXCEEDED');
    const strict = await start('enforce', {
      config: { trustedDocuments: { mode: 'enforce', manifest }, limits: { tokens: 5 } },
    });
    expect(codeOf(await sender(strict)(byId(TWICE)))).toBe('LIMIT_EXCEEDED');
    await strict.close();
  });

  test('one that does not fit the supergraph is refused, the others are served', async () => {
    expect(codeOf(await send(byId(BROKEN)))).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(await send(byId(HELLO))).toMatchObject({ status: 200 });
  });

  test('over WebSocket too, queries and subscriptions', async () => {
    const client = createClient({
      url: `${gateway.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: 'Bearer scopes:a' },
    });
    const ask = (payload: { query: string; documentId?: string }) =>
      new Promise((resolve) =>
        client.subscribe(payload, {
          next: ({ data }) => resolve(data),
          error: (errors) => resolve((errors as Sent['body']['errors'])?.[0]?.extensions.code),
          complete: () => {},
        }),
      );
    expect(await ask({ query: '', ...byId(HELLO) })).toEqual({ hello: 'hi' });
    expect(await ask({ query: '{ hello }' })).toBe('UNTRUSTED_DOCUMENT');
    expect(await ask({ query: 'subscription { added { id } }' })).toBe('UNTRUSTED_DOCUMENT');
    // Trusted: it gets as far as the field, which no event feeds.
    expect(await ask({ query: '', ...byId(ADDED) })).toBe('BAD_USER_INPUT');
    await client.dispose();
  });
});

describe('log', () => {
  test('other documents are served, counted, and logged once, without their text', async () => {
    const lines: string[] = [];
    const logger = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
    const metrics = createMetrics();
    const gateway = await start('log', { logger, metrics });
    const query = 'query Mine { twice(n: 4711) }';
    for (let n = 0; n < 2; n += 1)
      expect(await sender(gateway)({ query, operationName: 'Mine' })).toMatchObject({ status: 200 });
    await sender(gateway)(byId(HELLO));
    await gateway.close();
    const logged = lines.filter((line) => line.includes('a document is not trusted'));
    expect(logged.map((line) => JSON.parse(line))).toMatchObject([
      { operationName: 'Mine', hash: sha256Of(query) },
    ]);
    expect(lines.join()).not.toContain('4711');
    expect(await metrics.metrics()).toContain('gateway_untrusted_documents_total{mode="log"} 2');
  });
});

describe('off', () => {
  test('trusted documents are served by their ids, others too, and nothing is logged', async () => {
    const metrics = createMetrics();
    const gateway = await start('off', { metrics });
    expect(await sender(gateway)(byId(HELLO))).toMatchObject({ status: 200 });
    expect(await sender(gateway)({ query: '{ hello }' })).toMatchObject({ status: 200 });
    await gateway.close();
    expect(await metrics.metrics()).not.toContain('gateway_untrusted_documents_total{');
  });
});

describe('the manifest', () => {
  test('may be a map of documents by ids of their own', async () => {
    const map = file('map.json', { 'hello-1': HELLO });
    const config = { trustedDocuments: { mode: 'enforce' as const, manifest: map } };
    const gateway = await start('enforce', { config });
    expect(await sender(gateway)({ documentId: 'hello-1' })).toMatchObject({
      body: { data: { hello: 'hi' } },
    });
    await gateway.close();
  });

  test('is looked through on each supergraph: what it would refuse is logged and counted', async () => {
    const lines: string[] = [];
    const logger = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
    const metrics = createMetrics();
    const gateway = await start('enforce', { logger, metrics });
    const faulty = async () => (await metrics.metrics()).match(/trusted_documents_faulty\{.*/g);
    await eventually(async () => (await faulty()) !== null);
    expect(await faulty()).toEqual([
      'trusted_documents_faulty{fault="invalid"} 1',
      'trusted_documents_faulty{fault="costly"} 1',
    ]);
    await gateway.close();
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { name: 'Broken', fault: 'invalid', msg: expect.stringContaining('Cannot query field "gone"') },
      { name: 'Costly', fault: 'costly', msg: expect.stringContaining('costs 1000001') },
    ]);
  });

  test.each([
    ['is not there', join(folder, 'none.json'), /ENOENT/],
    ['is not JSON', file('broken.json', '{'), /it is not JSON/],
    ['is something else', file('other.json', { operations: [1] }), /it is no manifest/],
  ])('that %s: the gateway does not start, in one line', async (_name, path, message) => {
    const config = { trustedDocuments: { mode: 'log' as const, manifest: path } };
    await expect(start('log', { config })).rejects.toMatchObject({
      name: 'StartupError',
      message: expect.stringMatching(message),
    });
  });
});
