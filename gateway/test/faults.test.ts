import { pipeline, Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { books, localBooks, stars } from './books.ts';
import { collectGarbage } from './collect-garbage.ts';
import { type Handler, json, startHttpServer, type TestServer } from './http-server.ts';
import { codesOf, startTestGateway, type TestGateway } from './start.ts';

type Config = NonNullable<Parameters<typeof startTestGateway>[0]['config']>;

let server: TestServer;
const started: TestGateway[] = [];

beforeAll(async () => {
  server = await startHttpServer(stars);
});
afterEach(async () => {
  await Promise.all(started.splice(0).map(({ close }) => close()));
});
afterAll(() => server.close());

/** A gateway whose subgraph `stars` answers like that. */
async function start(handler: Handler, { url = server.url, ...config }: Config & { url?: string } = {}) {
  server.answerWith(handler);
  const gateway = await startTestGateway({
    supergraph: { sdl: books.supergraphSdl },
    localSubgraphs: localBooks,
    config: { subgraphs: { stars: { url } }, ...config },
  });
  started.push(gateway);
  return gateway;
}

const JSON_HEADERS = { 'content-type': 'application/json' };
const text =
  (body: string | Buffer, status = 200, headers: Record<string, string> = {}): Handler =>
  (_request, response) =>
    response.writeHead(status, { ...JSON_HEADERS, ...headers }).end(body);
function* pieces() {
  while (true) yield 'x'.repeat(100_000);
}

const FAULTS: readonly (readonly [string, Handler])[] = [
  ['does not answer', () => {}],
  [
    'does not go on after its headers',
    (_q, response) => response.writeHead(200, JSON_HEADERS).flushHeaders(),
  ],
  ['answers with a page', text('<p>', 200, { 'content-type': 'text/html' })],
  ['answers with a redirect', (_q, response) => response.writeHead(302, { location: '/' }).end()],
  ['answers with nothing', (_q, response) => response.writeHead(204).end()],
  ['answers 401 without GraphQL', text('no', 401, { 'content-type': 'text/plain' })],
  ['answers 500 with GraphQL', text('{"errors":[{"message":"secret"}]}', 500)],
  ['answers 503', text('', 503)],
  ['answers 429 with Retry-After', text('{"data":{"best":5}}', 429, { 'retry-after': '60' })],
  ['answers with too much', text(`{"data":{"best":"${'x'.repeat(10_000)}"}}`)],
  [
    'never stops answering',
    (_q, response) => pipeline(Readable.from(pieces()), response.writeHead(200, JSON_HEADERS), () => {}),
  ],
  [
    'never stops answering 500',
    (_q, response) => pipeline(Readable.from(pieces()), response.writeHead(500, JSON_HEADERS), () => {}),
  ],
  ['sends a bomb', text(gzipSync('x'.repeat(1_000_000)), 200, { 'content-encoding': 'gzip' })],
  ['answers with garbage', text(Buffer.from([0xff, 0x00, 0x7b]))],
  ['answers with half of it', text('{"data":{"best":')],
  ['answers with something else', text('{"what":1}')],
  ['answers with null', text('null')],
  ['speaks another protocol', (_q, response) => response.socket?.end('SSH-2.0-secret\r\n')],
  ['closes the connection', (_q, response) => response.socket?.destroy()],
  [
    'stops in the middle',
    (_q, response) => response.writeHead(200, JSON_HEADERS).write('{"data":', () => response.destroy()),
  ],
  [
    'has headers without an end',
    (_q, response) => response.socket?.write(`HTTP/1.1 200 OK\r\n${'x-a: b\r\n'.repeat(20_000)}`),
  ],
];

describe('a subgraph that', () => {
  const impatient = {
    trafficShaping: {
      all: { timeoutMs: 200, maxResponseBytes: 5_000, compression: true, breaker: { enabled: false } },
    },
  };

  test.each(FAULTS)(
    '%s: its fields are null with SUBGRAPH_UNAVAILABLE, the others are answered',
    async (_name, fault) => {
      const gateway = await start(fault, impatient);
      const answer = await gateway.ask('{ books { title score: stars } best }');
      expect(answer.body.data).toEqual({
        books: [
          { title: 'One', score: null },
          { title: 'Two', score: null },
        ],
        best: null,
      });
      expect(codesOf(answer)).toEqual(['SUBGRAPH_UNAVAILABLE', 'SUBGRAPH_UNAVAILABLE']);
      expect(answer.body.errors?.map(({ path }) => path?.join('.')).sort()).toEqual([
        'best',
        'books.@.score',
      ]);
      expect(answer.body.errors?.[0]?.extensions.service).toBe('stars');
      expect(JSON.stringify(answer.body)).not.toMatch(/secret|127\.0\.0\.1/);
    },
  );

  test('is not there at all: the same; and where null may not stand, as far up as it may', async () => {
    const gateway = await start(stars, { url: 'http://127.0.0.1:1/' });
    const answer = await gateway.ask('{ top { title must } books { title } }');
    expect(answer.body.data).toEqual({ top: null, books: [{ title: 'One' }, { title: 'Two' }] });
    expect(codesOf(answer)).toEqual(['SUBGRAPH_UNAVAILABLE']);
  });

  test('fails once: the query is repeated, and nobody notices', async () => {
    let failures = 1;
    const gateway = await start((...call) => (failures-- > 0 ? text('', 503)(...call) : stars(...call)));
    const { body } = await gateway.ask('{ best }');
    expect(body).toMatchObject({ data: { best: 5 } });
    expect((await gateway.get('/metrics')).text).toContain(
      'gateway_subgraph_retries_total{subgraph="stars"} 1',
    );
  });

  test('fails a mutation: it is sent once', async () => {
    const gateway = await start(text('', 503));
    const before = server.seen.length;
    expect(codesOf(await gateway.ask('mutation { rate }'))).toEqual(['SUBGRAPH_UNAVAILABLE']);
    expect(server.seen.length).toBe(before + 1);
  });
});

describe('the circuit breaker', () => {
  const state = async ({ get }: TestGateway) =>
    (await get('/metrics')).text.match(/gateway_subgraph_breaker_state\{subgraph="stars"\} (\d)/)?.[1];
  const breaking = (openMs: number) => ({
    trafficShaping: { all: { retry: { attempts: 1 }, breaker: { failures: 2, openMs } } },
  });

  test('opens after failures in a row: the subgraph is left alone, its fields are null at once', async () => {
    const gateway = await start(text('', 500), breaking(60_000));
    for (let i = 0; i < 2; i += 1) await gateway.ask('{ best }');
    expect(await state(gateway)).toBe('2');
    server.answerWith(stars);
    const before = server.seen.length;
    const answer = await gateway.ask('{ best books { title } }');
    expect(answer.body.data).toEqual({ best: null, books: [{ title: 'One' }, { title: 'Two' }] });
    expect(codesOf(answer)).toEqual(['SUBGRAPH_UNAVAILABLE']);
    expect(server.seen.length).toBe(before);
  });

  test('closes when the subgraph is well again', async () => {
    const gateway = await start(text('', 500), breaking(1));
    for (let i = 0; i < 2; i += 1) await gateway.ask('{ best }');
    server.answerWith(stars);
    while (codesOf(await gateway.ask('{ best }')).length > 0);
    expect((await gateway.ask('{ best }')).body).toMatchObject({ data: { best: 5 } });
    expect(await state(gateway)).toBe('0');
  });

  test('is not opened by errors of GraphQL, nor by clients that leave', async () => {
    const gateway = await start(json({ errors: [{ message: 'no' }] }), breaking(60_000));
    for (let i = 0; i < 3; i += 1) await gateway.ask('{ best }');
    const arrived: (() => void)[] = [];
    server.answerWith(() => arrived.shift()?.());
    for (let i = 0; i < 3; i += 1) await leaveDuring(gateway, (come) => arrived.push(come));
    expect(await state(gateway)).toBe('0');
  });
});

/** Asks, and is gone as soon as the fetch has come to the subgraph. */
async function leaveDuring({ url }: TestGateway, onArrival: (come: () => void) => void): Promise<void> {
  const client = new AbortController();
  onArrival(() => client.abort());
  const request = {
    method: 'POST',
    headers: JSON_HEADERS,
    body: '{"query":"{ best }"}',
    signal: client.signal,
  };
  await fetch(`${url}/graphql`, request).catch(() => {});
}

describe('a request', () => {
  test('whose client is gone ends its fetches', async () => {
    const closed = Promise.withResolvers<void>();
    let come = () => {};
    const gateway = await start((_request, response) => {
      response.on('close', closed.resolve);
      come();
    });
    await leaveDuring(gateway, (leave) => {
      come = leave;
    });
    await closed.promise;
  });

  test('that takes too long is answered with what there is', async () => {
    const gateway = await start(() => {}, { trafficShaping: { deadlineMs: 100 } });
    const answer = await gateway.ask('{ best top { title } }');
    expect(answer.body.data).toEqual({ best: null, top: { title: 'One' } });
    expect(codesOf(answer)).toEqual(['SUBGRAPH_UNAVAILABLE']);
  });

  test('that finds all connections taken and the queue full fails at once', async () => {
    const held: (() => void)[] = [];
    const gateway = await start((...call) => held.push(() => stars(...call)), {
      trafficShaping: { all: { connections: 1, maxQueued: 0 } },
    });
    const first = gateway.ask('{ best }');
    while (held.length === 0) await new Promise(setImmediate);
    expect(codesOf(await gateway.ask('{ best }'))).toEqual(['SUBGRAPH_UNAVAILABLE']);
    held[0]?.();
    expect((await first).body).toMatchObject({ data: { best: 5 } });
  });
});

test('memory stays bounded while many answers without an end come in, retries included', async () => {
  const endless: Handler = (_q, response) =>
    pipeline(Readable.from(pieces()), response.writeHead(200, JSON_HEADERS), () => {});
  const MB = 1024 * 1024;
  const gateway = await start(endless, {
    trafficShaping: { maxHeldBytes: 16 * MB, all: { maxResponseBytes: 4 * MB } },
  });
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  const used = () => process.memoryUsage().arrayBuffers - before;
  const watching = setInterval(() => {
    // What is only not collected yet is not held.
    if (used() > 48 * MB) collectGarbage();
    most = Math.max(most, used());
  }, 1);
  const answers = await Promise.all(Array.from({ length: 200 }, () => gateway.ask('{ best }')));
  clearInterval(watching);
  expect(new Set(answers.flatMap(codesOf))).toEqual(new Set(['SUBGRAPH_UNAVAILABLE']));
  expect(most).toBeLessThan(64 * MB);
  expect((await gateway.get('/metrics')).text).toContain('gateway_subgraph_held_bytes 0');
});
