import { pipeline, Readable } from 'node:stream';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { GatewayContext } from '../../context.ts';
import { type Handler, json, startHttpServer, type TestServer } from '../../test/http-server.ts';
import { FetchFailure } from '../failure.ts';
import { createByteBudget } from '../http/byte-budget.ts';
import { fetchOverHttp, type HttpOptions } from '../http.ts';
import { CONTEXT, QUERY } from './operations.ts';

let server: TestServer;
const opened: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  server = await startHttpServer(json({ data: {} }));
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ close }) => close()));
});
afterAll(() => server.close());

const ANSWER = { data: { a: 1 } };

/** One fetch from a server that answers so. */
function ask(handler: Handler, options: Partial<HttpOptions> = {}, context: GatewayContext = CONTEXT) {
  server.answerWith(handler);
  const http = fetchOverHttp({
    url: server.url,
    connections: 2,
    timeoutMs: 60_000,
    maxResponseBytes: 10_000,
    memory: createByteBudget(1_000_000),
    compression: false,
    keepHeaders: false,
    headersFor: () => ({}),
    ...options,
  });
  opened.push(http);
  return http.fetch(QUERY, context);
}

describe('what is an answer', () => {
  test.each([
    ['application/json', 200],
    ['application/json; charset=utf-8', 400],
    ['application/graphql-response+json', 422],
    ['Application/JSON', 401],
  ])('%s with status %i', async (type, status) => {
    expect(await ask(json(ANSWER, status, { 'content-type': type }))).toEqual(ANSWER);
  });

  test('one that comes in pieces, after an informational one', async () => {
    const inPieces: Handler = (_request, response) => {
      response.writeEarlyHints({ link: '</a>; rel=preload' });
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"data":{"a":');
      setImmediate(() => response.end('1}}'));
    };
    expect(await ask(inPieces)).toEqual(ANSWER);
  });

  test('429 without Retry-After, when it is GraphQL', async () => {
    expect(await ask(json(ANSWER, 429))).toEqual(ANSWER);
  });
});

describe('what is none, and why', () => {
  const text =
    (body: string, status = 200, headers: Record<string, string> = {}): Handler =>
    (_request, response) =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);

  test.each<[string, Handler, FetchFailure['kind'], number | undefined]>([
    ['a status of 500, also with GraphQL in it', json(ANSWER, 500), 'malformed', undefined],
    ['502', text('', 502), 'unavailable', undefined],
    ['503 with Retry-After', text('', 503, { 'retry-after': '2' }), 'unavailable', 2_000],
    ['504', text('', 504), 'unavailable', undefined],
    ['429 with Retry-After', json(ANSWER, 429, { 'retry-after': '1' }), 'throttled', 1_000],
    [
      'a Retry-After that has passed',
      text('', 503, { 'retry-after': new Date(0).toUTCString() }),
      'unavailable',
      0,
    ],
    ['a page', text('<p>', 200, { 'content-type': 'text/html' }), 'malformed', undefined],
    [
      'a redirect',
      (_q, response) => response.writeHead(302, { location: '/' }).end(),
      'malformed',
      undefined,
    ],
    ['nothing', (_q, response) => response.writeHead(204).end(), 'malformed', undefined],
    ['something that is not JSON', text('{"data":'), 'malformed', undefined],
    ['JSON that is no answer', text('{"what":1}'), 'malformed', undefined],
    ['a list', text('[]'), 'malformed', undefined],
    [
      'an encoding that nobody asked for',
      text('x', 200, { 'content-encoding': 'zstd' }),
      'malformed',
      undefined,
    ],
    ['what is not HTTP', (_q, response) => response.socket?.end('hello\r\n\r\n'), 'malformed', undefined],
    ['a connection that is closed', (_q, response) => response.socket?.destroy(), 'unreachable', undefined],
    [
      'an answer that is cut',
      (_q, response) =>
        response
          .writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
          .write('{"data":', () => response.destroy()),
      'unreachable',
      undefined,
    ],
  ])('%s', async (_name, handler, kind, retryAfterMs) => {
    const failure = await ask(handler).catch((error: FetchFailure) => error);
    expect(failure).toBeInstanceOf(FetchFailure);
    expect(failure).toMatchObject({ kind, retryAfterMs });
  });

  test('nobody who listens', async () => {
    const failure = ask(json(ANSWER), { url: 'http://127.0.0.1:1/' });
    await expect(failure).rejects.toMatchObject({ kind: 'unreachable' });
  });

  test('headers and then nothing: a timeout, which is over all of it', async () => {
    const stalls: Handler = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"data":');
    };
    await expect(ask(stalls, { timeoutMs: 20 })).rejects.toMatchObject({ kind: 'timeout' });
  });

  test('a header that cannot be sent', async () => {
    const failure = ask(json(ANSWER), { headersFor: () => ({ 'x-bad': 'a\nb' }) });
    await expect(failure).rejects.toMatchObject({ kind: 'unsent' });
  });
});

describe('bounds', () => {
  /** An answer without an end, sent as fast as it is read; `cut` resolves when somebody reads no more. */
  const endless = (status = 200) => {
    const cut = Promise.withResolvers<void>();
    const handler: Handler = (_request, response) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      pipeline(Readable.from(pieces()), response, () => cut.resolve());
    };
    return { handler, cut: cut.promise };
  };
  function* pieces() {
    while (true) yield 'x'.repeat(10_000);
  }

  test.each([200, 500])('an answer without an end, status %i, is cut off', async (status) => {
    const { handler, cut } = endless(status);
    await expect(ask(handler)).rejects.toMatchObject({ kind: status === 200 ? 'too-long' : 'malformed' });
    await cut;
  });

  test('many answers share one memory, and give it back', async () => {
    const memory = createByteBudget(200_000);
    let most = 0;
    const watched = {
      ...memory,
      take(bytes: number) {
        const taken = memory.take(bytes);
        most = Math.max(most, memory.used);
        return taken;
      },
    };
    const { handler } = endless();
    const bounds = { memory: watched, maxResponseBytes: 10_000_000 };
    const kinds = await Promise.all(
      Array.from({ length: 30 }, () => ask(handler, bounds).catch(({ kind }: FetchFailure) => kind)),
    );
    expect(new Set(kinds)).toEqual(new Set(['refused']));
    expect(most).toBeLessThanOrEqual(200_000);
    expect(memory.used).toBe(0);
  });
});

describe('who is gone', () => {
  const gone = () => {
    const controller = new AbortController();
    return { context: { ...CONTEXT, signal: controller.signal }, leave: () => controller.abort() };
  };

  test('during the fetch: it ends, and the subgraph sees the connection close', async () => {
    const { context, leave } = gone();
    const closed = Promise.withResolvers<void>();
    const hangs: Handler = (_request, response) => {
      response.on('close', closed.resolve);
      leave();
    };
    await expect(ask(hangs, {}, context)).rejects.toMatchObject({ kind: 'abandoned' });
    await closed.promise;
  });

  test('before it: nothing is sent', async () => {
    const { context, leave } = gone();
    leave();
    const before = server.seen.length;
    await expect(ask(json(ANSWER), {}, context)).rejects.toMatchObject({ kind: 'abandoned' });
    expect(server.seen.length).toBe(before);
  });

  test('before there was a connection: nothing is sent', async () => {
    const { context, leave } = gone();
    const before = server.seen.length;
    const answer = ask(json(ANSWER), {}, context);
    await Promise.resolve();
    leave();
    await expect(answer).rejects.toMatchObject({ kind: 'abandoned' });
    expect(server.seen.length).toBe(before);
  });
});

describe('compression', () => {
  const compressed =
    (encoding: string, body: Buffer): Handler =>
    (_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding }).end(body);
  const text = JSON.stringify(ANSWER);

  test('is not asked for', async () => {
    await ask(json(ANSWER));
    expect(server.seen.at(-1)?.request.headers['accept-encoding']).toBeUndefined();
  });

  test.each([
    ['gzip', gzipSync(text)],
    ['br', brotliCompressSync(text)],
  ])('by configuration: %s', async (encoding, body) => {
    expect(await ask(compressed(encoding, body), { compression: true })).toEqual(ANSWER);
    expect(server.seen.at(-1)?.request.headers['accept-encoding']).toBe('br, gzip');
  });

  test('what would be too long when it is unpacked is not', async () => {
    const bomb = gzipSync(JSON.stringify({ data: { a: 'x'.repeat(1_000_000) } }));
    expect(bomb.length).toBeLessThan(10_000);
    await expect(ask(compressed('gzip', bomb))).rejects.toMatchObject({ kind: 'too-long' });
  });

  test('what cannot be unpacked is no answer', async () => {
    await expect(ask(compressed('br', Buffer.from('no')))).rejects.toMatchObject({ kind: 'malformed' });
  });
});

test('connections are kept', async () => {
  const http = fetchOverHttp({
    url: server.url,
    connections: 1,
    timeoutMs: 60_000,
    maxResponseBytes: 10_000,
    memory: createByteBudget(1_000_000),
    compression: false,
    keepHeaders: false,
    headersFor: () => ({}),
  });
  opened.push(http);
  server.answerWith(json(ANSWER));
  const before = server.connections;
  for (let i = 0; i < 3; i += 1) await http.fetch(QUERY, CONTEXT);
  expect(server.connections).toBe(before + 1);
});

test('rules for headers do not reach those that are ours', async () => {
  const headersFor = () => ({
    'content-type': 'text/plain',
    accept: '*/*',
    'x-request-id': 'other',
    'x-a': 'b',
  });
  await ask(json(ANSWER), { headersFor });
  expect(server.seen.at(-1)?.request.headers).toMatchObject({
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json;q=0.9',
    'x-request-id': 'r1',
    'x-a': 'b',
  });
});
