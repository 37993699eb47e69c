import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createInternalTokenIssuer, createInternalTokenVerifier } from '../../auth/internal-tokens.ts';
import { createServiceKeys, type ServiceKeys } from '../../auth/service-keys.ts';
import { createMetrics } from '../../telemetry/metrics.ts';
import { MAX_BODY_BYTES, type SubgraphServer, serveSubgraph } from '../server.ts';
import type { RunningSubgraph } from '../subgraph.ts';
import { alice, logger, notesSubgraph } from './notes.ts';

let dir: string;
let keys: ServiceKeys;
let server: SubgraphServer;
let token: string;
let isReady = true;
const metrics = createMetrics();

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'keys-'));
  keys = await createServiceKeys(dir, ['gateway']);
  server = await serve({ ...notesSubgraph(), ready: async () => ({ database: true, relay: isReady }) }, 0);
  token = await tokenFor('notes');
});
afterAll(async () => {
  await server.close();
  await rm(dir, { recursive: true });
});

const serve = (subgraph: RunningSubgraph, port: number): Promise<SubgraphServer> =>
  serveSubgraph({
    subgraph,
    port,
    tokenVerifier: createInternalTokenVerifier({ audience: 'notes', trusted: keys.trusted }),
    logger,
    metrics,
  });

const tokenFor = (audience: string): Promise<string> =>
  createInternalTokenIssuer(keys.keyOf('gateway')).tokenFor(audience, alice);

const post = (body: string, headers: Record<string, string> = {}, url = server.url): Promise<Response> =>
  fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });

const ask = (url: string, body: object): Promise<Response> =>
  post(JSON.stringify(body), { authorization: `Bearer ${token}` }, url);

const asAlice = (body: object): Promise<Response> => ask(server.url, body);

const codeOf = async (response: Response): Promise<unknown> => {
  const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
  return errors[0]?.extensions.code;
};

test('answers as the actor of the internal token', async () => {
  const response = await asAlice({
    query: 'query($id: ID!) { whoami note(id: $id) { text } }',
    variables: { id: '1' },
  });
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ data: { whoami: 'acme/alice', note: { text: 'note 1' } } });
});

describe('anything but an internal token for this subgraph is 401 UNAUTHENTICATED, also from localhost:', () => {
  const QUERY = JSON.stringify({ query: '{ whoami }' });

  test.each<[string, () => Promise<Record<string, string>>]>([
    ['no token', async () => ({})],
    ['a token for another subgraph', async () => ({ authorization: `Bearer ${await tokenFor('payments')}` })],
    ['something else', async () => ({ authorization: 'Bearer abc' })],
    ['another scheme', async () => ({ authorization: `Basic ${token}` })],
  ])('%s', async (_what, headers) => {
    const response = await post(QUERY, await headers());
    expect(response.status).toBe(401);
    expect(await codeOf(response)).toBe('UNAUTHENTICATED');
  });
});

test('errors come with their code', async () => {
  const response = await asAlice({ query: '{ fails(how: "sql") }' });
  expect(await response.json()).toEqual({
    data: { fails: null },
    errors: [
      {
        message: 'Internal server error.',
        locations: [{ line: 1, column: 3 }],
        path: ['fails'],
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
      },
    ],
  });
});

test.each([
  ['GRAPHQL_PARSE_FAILED', '{ whoami'],
  ['GRAPHQL_VALIDATION_FAILED', '{ nothing }'],
])('%s for %s', async (code, query) => {
  expect(await codeOf(await asAlice({ query }))).toBe(code);
});

test('a body over the bound is LIMIT_EXCEEDED', async () => {
  const response = await asAlice({ query: '{ whoami }', variables: { x: 'x'.repeat(MAX_BODY_BYTES) } });
  expect(response.status).toBe(413);
  expect(await codeOf(response)).toBe('LIMIT_EXCEEDED');
});

test('a body that is not JSON is BAD_REQUEST', async () => {
  const response = await post('{', { authorization: `Bearer ${token}` });
  expect(response.status).toBe(400);
  expect(await codeOf(response)).toBe('BAD_REQUEST');
});

test('operators ask /health, /ready and /metrics without a token', async () => {
  const get = (path: string) => fetch(new URL(path, server.url));
  expect((await get('/health')).status).toBe(200);
  expect((await get('/ready')).status).toBe(200);
  isReady = false;
  const notReady = await get('/ready');
  expect(notReady.status).toBe(503);
  expect(await notReady.json()).toEqual({ ready: false, parts: { database: true, relay: false } });
  expect(await (await get('/metrics')).text()).toContain('process_cpu_seconds_total');
});

test('closing finishes what runs', async () => {
  const begun = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const slow = notesSubgraph();
  const execute: RunningSubgraph['execute'] = async (request, actor) => {
    begun.resolve();
    await gate.promise;
    return slow.execute(request, actor);
  };
  const draining = await serve({ ...slow, execute }, 0);
  const response = ask(draining.url, { query: '{ whoami }' });
  await begun.promise;
  const closed = draining.close();
  gate.resolve();
  expect(await (await response).json()).toEqual({ data: { whoami: 'acme/alice' } });
  await closed;
});

test('connections are kept alive', async () => {
  const response = await asAlice({ query: '{ whoami }' });
  expect(response.headers.get('keep-alive')).toBe('timeout=75');
});

test('a port in use is one clear line', async () => {
  await expect(serve(notesSubgraph(), server.port)).rejects.toThrow(`Port ${server.port} is in use`);
});
