import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sha256Of } from '../../operations/document-id.ts';
import { federation } from '../../test/federation.ts';
import { type Sent, sender } from '../../test/send.ts';
import { startTestGateway, type TestGateway } from '../../test/start.ts';

const shop = federation({
  shop: {
    typeDefs: 'type Query { hello: String twice(n: Int): Int } type Mutation { add: Int }',
    resolvers: { Query: { hello: () => 'hi', twice: (_: never, { n }: { n: number }) => 2 * n } },
  },
});
const options = { supergraph: { sdl: shop.supergraphSdl }, localSubgraphs: shop.subgraphs };

/** Apollo's way to name a document. */
const persisted = (sha256Hash: unknown, version: unknown = 1) => ({
  extensions: { persistedQuery: { version, sha256Hash } },
});
const HELLO = '{ hello }';
const hash = sha256Of(HELLO);

let gateway: TestGateway;
let send: (body: object) => Promise<Sent>;
beforeEach(async () => {
  shop.calls.length = 0;
  gateway = await startTestGateway({
    ...options,
    config: { persistedQueries: { maxDocuments: 2, maxDocumentChars: 50 } },
  });
  send = sender(gateway);
});
afterEach(() => gateway.close());

describe('a document is executed by its hash', () => {
  test('once it was sent with it; until then PERSISTED_QUERY_NOT_FOUND', async () => {
    expect(await send(persisted(hash))).toMatchObject({
      status: 400,
      body: {
        errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
      },
    });
    expect(await send({ query: HELLO, ...persisted(hash) })).toMatchObject({
      body: { data: { hello: 'hi' } },
    });
    expect(await send(persisted(hash))).toMatchObject({ status: 200, body: { data: { hello: 'hi' } } });
  });

  test('with variables, and by GET', async () => {
    const query = 'query ($n: Int) { twice(n: $n) }';
    await send({ query, variables: { n: 1 }, ...persisted(sha256Of(query)) });
    const parameters = new URLSearchParams({
      extensions: JSON.stringify(persisted(sha256Of(query)).extensions),
      variables: '{"n":4}',
    });
    expect(JSON.parse((await gateway.get(`/graphql?${parameters}`)).text).data).toEqual({ twice: 8 });
  });

  test('as documentId, with the prefix of GraphQL over HTTP', async () => {
    await send({ query: HELLO, ...persisted(hash) });
    expect(await send({ documentId: `sha256:${hash}` })).toMatchObject({ body: { data: { hello: 'hi' } } });
  });

  test('but not a mutation by GET: 405', async () => {
    const query = 'mutation { add }';
    await send({ query, ...persisted(sha256Of(query)) });
    const { status } = await gateway.get(`/graphql?documentId=sha256:${sha256Of(query)}`);
    expect(status).toBe(405);
  });
});

describe('is refused', () => {
  test.each([
    ['a hash that is not that of the document', { query: '{ twice(n: 1) }', ...persisted(hash) }],
    ['another version', { query: HELLO, ...persisted(hash, 2) }],
    ['a hash that is no text', { query: HELLO, ...persisted({}) }],
    ['a persistedQuery that is no object', { query: HELLO, extensions: { persistedQuery: 'x' } }],
  ])('%s: BAD_REQUEST, and nothing is kept', async (_name, body) => {
    expect(await send(body)).toMatchObject({
      status: 400,
      body: { errors: [{ extensions: { code: 'BAD_REQUEST' } }] },
    });
    expect(shop.calls).toEqual([]);
    expect(await send(persisted(hash))).toMatchObject({ status: 400 });
  });

  test('a document over a limit, also by its hash', async () => {
    const query = `{ ${Array.from({ length: 51 }, () => 'a').join()} }`;
    const strict = await startTestGateway({ ...options, config: { limits: { rootFields: 50 } } });
    const limit = { body: { errors: [{ extensions: { code: 'LIMIT_EXCEEDED', limit: 'rootFields' } }] } };
    expect(await sender(strict)({ query, ...persisted(sha256Of(query)) })).toMatchObject(limit);
    expect(await sender(strict)(persisted(sha256Of(query)))).toMatchObject(limit);
    await strict.close();
  });
});

describe('kept are', () => {
  const register = (query: string) => send({ query, ...persisted(sha256Of(query)) });
  const isKnown = async (query: string) => (await send(persisted(sha256Of(query)))).status === 200;

  test('so many documents, those that were used last', async () => {
    const [first, second, third] = ['{ a: hello }', '{ b: hello }', '{ c: hello }'] as const;
    await register(first);
    await register(second);
    await isKnown(first);
    await register(third);
    expect([await isKnown(first), await isKnown(second), await isKnown(third)]).toEqual([true, false, true]);
  });

  test('no long ones: they are executed and forgotten', async () => {
    const long = `{ hello } # ${'x'.repeat(50)}`;
    expect(await register(long)).toMatchObject({ status: 200 });
    expect(await isKnown(long)).toBe(false);
  });
});

describe('switched off', () => {
  let off: TestGateway;
  beforeAll(async () => {
    off = await startTestGateway({ ...options, config: { persistedQueries: { automatic: false } } });
  });
  afterAll(() => off.close());

  test('a hash alone: PERSISTED_QUERY_NOT_SUPPORTED, so that the client sends documents from then on', async () => {
    expect(await sender(off)(persisted(hash))).toMatchObject({
      body: { errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } }] },
    });
  });

  test('a hash with its document: the document', async () => {
    expect(await sender(off)({ query: HELLO, ...persisted(hash) })).toMatchObject({ status: 200 });
  });
});
