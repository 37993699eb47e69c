import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from 'undici';
import { federation } from '../../test/federation.ts';
import { startTestGateway, type TestGateway } from '../../test/start.ts';
import { codingOf, compress } from '../compress.ts';

describe('the coding of the answer', () => {
  test.each([
    [undefined, undefined],
    ['', undefined],
    ['identity', undefined],
    ['deflate, zstd', undefined],
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip;q=1.0, br;q=0.5', 'gzip'],
    ['br;q=0, gzip;q=0', undefined],
    ['*', 'br'],
    ['*;q=0', undefined],
    ['br;q=0, *', 'gzip'],
    ['identity;q=1, gzip;q=0.5', undefined],
    ['gzip;q=nonsense', undefined],
  ])('Accept-Encoding: %s → %s', (header, coding) => {
    expect(codingOf(header)).toBe(coding);
  });
});

test('a long text is compressed by another thread, a short one at once', async () => {
  expect(Buffer.isBuffer(compress('x'.repeat(10), 'gzip'))).toBe(true);
  const long = 'x'.repeat(100_000);
  const later = compress(long, 'br');
  expect(Buffer.isBuffer(later)).toBe(false);
  expect(brotliDecompressSync(await later).toString()).toBe(long);
});

describe('answers', () => {
  const shop = federation({
    shop: {
      typeDefs: 'type Query { text(of: Int!): String }',
      resolvers: { Query: { text: (_: never, { of }: { of: number }) => 'é'.repeat(of) } },
    },
  });
  const options = { supergraph: { sdl: shop.supergraphSdl }, localSubgraphs: shop.subgraphs };
  let gateway: TestGateway;
  let off: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway(options);
    off = await startTestGateway({ ...options, config: { compression: { enabled: false } } });
  });
  afterAll(() => Promise.all([gateway.close(), off.close()]));

  /** As it comes over the wire. */
  async function ask(of: number, acceptEncoding: string, at = gateway) {
    const { headers, body } = await request(`${at.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-encoding': acceptEncoding },
      body: JSON.stringify({ query: `{ text(of: ${of}) }` }),
    });
    const bytes = Buffer.from(await body.arrayBuffer());
    return { coding: headers['content-encoding'], length: Number(headers['content-length']), bytes };
  }
  const answer = (of: number) => expect.objectContaining({ data: { text: 'é'.repeat(of) } });

  test.each([
    ['br', 2_000],
    ['br', 200_000],
    ['gzip', 2_000],
    ['gzip', 200_000],
  ] as const)('%s for %d characters', async (coding, of) => {
    const sent = await ask(of, coding);
    expect([sent.coding, sent.length]).toEqual([coding, sent.bytes.length]);
    expect(sent.length).toBeLessThan(of / 5);
    const text = coding === 'br' ? brotliDecompressSync(sent.bytes) : gunzipSync(sent.bytes);
    expect(JSON.parse(text.toString())).toEqual(answer(of));
  });

  test.each([
    ['short', 1_000, 'br', () => gateway],
    ['for a client that takes no coding', 2_000, 'identity', () => gateway],
    ['where it is switched off', 2_000, 'br', () => off],
  ] as const)('not compressed: %s', async (_name, of, accepted, at) => {
    const sent = await ask(of, accepted, at());
    expect(sent.coding).toBeUndefined();
    expect(JSON.parse(sent.bytes.toString())).toEqual(answer(of));
  });
});
