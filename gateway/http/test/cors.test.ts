import { afterEach, describe, expect, test } from '@jest/globals';
import type { z } from 'zod';
import type { cors } from '../../config/cors.ts';
import { gatewayConfig } from '../../config.ts';
import { federation } from '../../test/federation.ts';
import { startTestGateway, type TestGateway } from '../../test/start.ts';

type Settings = z.input<typeof cors>;

const { supergraphSdl, subgraphs } = federation({ shop: { typeDefs: 'type Query { hello: String }' } });
let gateway: TestGateway;
afterEach(() => gateway.close());

async function start(settings: Settings): Promise<void> {
  gateway = await startTestGateway({
    supergraph: { sdl: supergraphSdl },
    localSubgraphs: subgraphs,
    config: { cors: settings },
  });
}

const call = async (origin: string): Promise<Headers> =>
  (await gateway.ask('{ hello }', { headers: { origin } })).headers;

/** What a browser asks before it sends JSON. */
const preflight = (origin: string, headers = 'content-type'): Promise<Response> =>
  fetch(`${gateway.url}/graphql`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': headers,
    },
  });

const ALLOWED = 'access-control-allow-origin';

test('pages of the origins that are named may call, no others', async () => {
  await start({ origins: ['https://app.example', 'https://admin.example:8443'] });
  expect((await call('https://app.example')).get(ALLOWED)).toBe('https://app.example');
  expect((await call('https://admin.example:8443')).get(ALLOWED)).toBe('https://admin.example:8443');
  for (const origin of [
    'https://evil.example',
    'http://app.example',
    'https://app.example.evil.example',
    'null',
  ])
    expect((await call(origin)).get(ALLOWED)).toBeNull();
});

test('a star stands for one part of a name', async () => {
  await start({ origins: ['https://*.preview.app.example'] });
  expect((await call('https://pr-7.preview.app.example')).get(ALLOWED)).toBe(
    'https://pr-7.preview.app.example',
  );
  for (const origin of [
    'https://preview.app.example',
    'https://a.b.preview.app.example',
    'https://a.previewxapp.example',
    'https://evil.example/.preview.app.example',
    'https://a.preview.app.example.evil.example',
  ])
    expect((await call(origin)).get(ALLOWED)).toBeNull();
});

test('a star alone stands for any origin, without cookies', async () => {
  await start({ origins: ['*'] });
  const headers = await call('https://any.example');
  expect([headers.get(ALLOWED), headers.get('access-control-allow-credentials')]).toEqual(['*', null]);
});

test('cookies go along when they are allowed', async () => {
  await start({ origins: ['https://app.example'], credentials: true });
  expect((await call('https://app.example')).get('access-control-allow-credentials')).toBe('true');
});

test('scripts may read the request id and what limits say', async () => {
  await start({ origins: ['https://app.example'] });
  expect((await call('https://app.example')).get('access-control-expose-headers')).toBe(
    'x-request-id, retry-after, ratelimit, ratelimit-policy',
  );
});

describe('a preflight', () => {
  test('is answered with what is allowed, and for how long', async () => {
    await start({ origins: ['https://app.example'], methods: ['POST'], maxAgeS: 60 });
    const { status, headers } = await preflight('https://app.example', 'content-type,x-mine');
    expect(status).toBe(204);
    expect(Object.fromEntries(headers)).toMatchObject({
      [ALLOWED]: 'https://app.example',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type,x-mine',
      'access-control-max-age': '60',
    });
  });

  test('with other headers than those that may be sent says which may', async () => {
    await start({ origins: ['https://app.example'], headers: ['content-type', 'authorization'] });
    const { headers } = await preflight('https://app.example', 'x-mine');
    expect(headers.get('access-control-allow-headers')).toBe('content-type, authorization');
  });

  test('of another origin is allowed nothing', async () => {
    await start({ origins: ['https://app.example'] });
    expect((await preflight('https://evil.example')).headers.get(ALLOWED)).toBeNull();
  });
});

test('an error can be read by the page as well', async () => {
  await start({ origins: ['https://app.example'] });
  const headers = { origin: 'https://app.example', authorization: 'Bearer nonsense' };
  const answer = await gateway.ask('{ hello }', { headers });
  expect([answer.status, answer.headers.get(ALLOWED)]).toEqual([401, 'https://app.example']);
});

describe('a configuration is refused', () => {
  test.each([
    ['with cookies for any origin', { origins: ['*'], credentials: true }],
    ['with a path', { origins: ['https://app.example/'] }],
    ['without a scheme', { origins: ['app.example'] }],
    ['with another method', { origins: ['*'], methods: ['DELETE'] }],
  ])('%s', async (_name, settings) => {
    await start({ origins: [] });
    expect(gatewayConfig.safeParse({ cors: settings }).success).toBe(false);
  });
});
