import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createInternalTokenIssuer, createInternalTokenVerifier } from 'platform/auth/internal-tokens';
import { createServiceKeys } from 'platform/auth/service-keys';
import { books, localBooks, stars } from './books.ts';
import { startHttpServer, type TestServer } from './http-server.ts';
import { startTestGateway, type TestGateway } from './start.ts';

let server: TestServer;
let gateway: TestGateway;

/** The headers of the last fetch. */
const seen = () => server.seen.at(-1)?.request.headers ?? {};

beforeAll(async () => {
  server = await startHttpServer(stars);
  gateway = await startTestGateway({
    supergraph: { sdl: books.supergraphSdl },
    localSubgraphs: localBooks,
    config: { subgraphs: { stars: { url: server.url } } },
  });
});
afterAll(async () => {
  await gateway.close();
  await server.close();
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
    expect(seen()['x-request-id']).toBe('r1');
    expect(seen().traceparent).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/);
    for (const name of ['authorization', 'x-tenant', 'cookie']) expect(seen()[name]).toBeUndefined();
  });

  test('by rule: propagated, renamed, defaulted, inserted, only to the named subgraphs', async () => {
    const ruled = await startTestGateway({
      supergraph: { sdl: books.supergraphSdl },
      localSubgraphs: localBooks,
      config: {
        subgraphs: { stars: { url: server.url } },
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
    expect(seen()).toMatchObject({ 'x-customer': 't', 'x-region': 'eu', 'x-from': 'gateway' });
    expect(seen().cookie).toBeUndefined();
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
        localSubgraphs: localBooks,
        internalTokens: createInternalTokenIssuer(keys.keyOf('gateway')),
        config: { subgraphs: { stars: { url: server.url, internalToken } } },
      });
      await signing.ask('{ best }', { headers });
      await signing.close();
      return createInternalTokenVerifier({ audience: 'stars', trusted: keys.trusted });
    }

    test('to a subgraph that is configured for them: the actor, proven to it alone', async () => {
      const verify = await askWith(true, { authorization: 'Bearer scopes:a,b' });
      const actor = await verify(seen().authorization?.slice('Bearer '.length) ?? '');
      expect(actor).toMatchObject({ id: 'alice', tenantId: 'acme', scopes: new Set(['a', 'b']) });
    });

    test('not to any other', async () => {
      await askWith(false, { authorization: 'Bearer scopes:a' });
      expect(seen().authorization).toBeUndefined();
    });

    test('none for nobody', async () => {
      await askWith(true, {});
      expect(seen().authorization).toBeUndefined();
    });
  });
});

describe('headers of a subgraph', () => {
  const answering = async (responseHeaders: { propagate: string }[], query: string) => {
    server.answerWith((request, response, body) => {
      response.setHeader('cache-control', 'public, max-age=60').setHeader('set-cookie', ['a=1', 'b=2']);
      stars(request, response, body);
    });
    const ruled = await startTestGateway({
      supergraph: { sdl: books.supergraphSdl },
      localSubgraphs: localBooks,
      config: {
        subgraphs: { stars: { url: server.url } },
        headers: [{ propagate: 'accept-language' }],
        cors: { origins: ['https://app.example'] },
        responseHeaders,
      },
    });
    const { headers } = await ruled.ask(query);
    await ruled.close();
    server.answerWith(stars);
    return headers;
  };
  const rules = [{ propagate: 'cache-control' }, { propagate: 'set-cookie' }];

  test('do not reach the client without a rule', async () => {
    const headers = await answering([], '{ best }');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.getSetCookie()).toEqual([]);
  });

  test('by rule they do', async () => {
    const headers = await answering(rules, '{ best }');
    expect(headers.get('cache-control')).toBe('public, max-age=60');
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  test('what may be kept says on which headers of the request it depends', async () => {
    const vary = (await answering(rules, '{ best }')).get('vary');
    expect(vary).toBe('Origin, accept, accept-encoding, authorization, accept-language');
  });

  test('nobody may keep what a subgraph without such a header had a part in', async () => {
    expect((await answering(rules, '{ best books { title } }')).get('cache-control')).toBe('no-store');
  });
});

test('equal fetches under way are made once where it is configured', async () => {
  const waiting: (() => void)[] = [];
  server.answerWith((...call) => waiting.push(() => stars(...call)));
  const sharing = await startTestGateway({
    supergraph: { sdl: books.supergraphSdl },
    localSubgraphs: localBooks,
    config: { subgraphs: { stars: { url: server.url, deduplicate: true } } },
  });
  const shared = async () =>
    (await sharing.get('/metrics')).text.match(
      /gateway_subgraph_deduplicated_total\{subgraph="stars"\} (\d)/,
    )?.[1];
  const answers = [1, 2, 3].map(() => sharing.ask('{ books { stars } }'));
  while ((await shared()) !== '2' || waiting.length === 0);
  server.answerWith(stars);
  for (const answer of waiting) answer();
  for (const { body } of await Promise.all(answers))
    expect(body.data).toEqual({ books: [{ stars: 5 }, { stars: 5 }] });
  expect(waiting.length).toBe(1);
  await sharing.close();
});
