import { type AddressInfo, connect } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fastify } from 'fastify';
import { federation } from '../../test/federation.ts';
import { startTestGateway, type TestGateway } from '../../test/start.ts';
import { createFailureAnswers, refuseWhileClosing } from '../failures.ts';

const shop = federation({ shop: { typeDefs: 'type Query { hello: String }' } });
const options = { supergraph: { sdl: shop.supergraphSdl }, localSubgraphs: shop.subgraphs };

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway(options);
});
afterAll(() => gateway.close());

/** A response as it came over the wire. */
function parse(raw: string) {
  const [head = '', body = ''] = raw.split('\r\n\r\n');
  const headers = Object.fromEntries(
    head
      .split('\r\n')
      .slice(1)
      .map((line) => line.toLowerCase().split(': ')),
  );
  return { status: Number(head.split(' ')[1]), headers, body };
}

async function send(raw: string) {
  const socket = connect(gateway.port, '127.0.0.1');
  socket.end(raw);
  return parse(await textOf(socket));
}

const post = (body: string, headers = '') =>
  `POST /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n${headers}` +
  `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const get = (path: string, headers = '') =>
  `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${headers}\r\n`;

describe('every way out is an error of GraphQL, with code and request id, and no stack', () => {
  test.each([
    ['no HTTP', 'hello there\r\n\r\n', 400, 'BAD_REQUEST'],
    ['an unknown method', 'FOO /graphql HTTP/1.1\r\nHost: x\r\n\r\n', 400, 'BAD_REQUEST'],
    ['headers that are too long', get('/graphql', `A: ${'x'.repeat(20_000)}\r\n`), 431, 'BAD_REQUEST'],
    ['a body that is cut off', post('{"query":').replace(/th: 9/, 'th: 10'), 400, 'BAD_REQUEST'],
    ['a URL that is none', get('/%E0%A4%A'), 400, 'BAD_REQUEST'],
    ['a path that is none', get('/nothing'), 404, 'BAD_REQUEST'],
    ['a file that is none', get('/graphiql/static/nothing'), 404, 'BAD_REQUEST'],
    ['a method that is not served', get('/graphql').replace('GET', 'TRACE'), 404, 'BAD_REQUEST'],
    ['a body that is not JSON', post('{"query":'), 400, 'BAD_REQUEST'],
    ['a body that would change prototypes', post('{"query":"{a}","__proto__":{}}'), 400, 'BAD_REQUEST'],
    ['no request', post('{}'), 400, 'BAD_REQUEST'],
    [
      'a token that does not hold',
      post('{"query":"{hello}"}', 'Authorization: Bearer x\r\n'),
      401,
      'UNAUTHENTICATED',
    ],
    ['a syntax error', post('{"query":"{"}'), 200, 'GRAPHQL_PARSE_FAILED'],
  ])('%s', async (_name, raw, status, code) => {
    const answer = await send(raw);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'x-content-type-options': 'nosniff',
    });
    const { errors } = JSON.parse(answer.body);
    expect(errors).toMatchObject([
      {
        message: expect.stringMatching(/./),
        extensions: { code, requestId: answer.headers['x-request-id'] },
      },
    ]);
    expect(answer.body).not.toMatch(/stack|node_modules|\.ts:|FST_/);
  });
});

test('while the server closes, what runs is finished, and what comes next on its connection gets 503', async () => {
  const requests: string[] = [];
  const second = Promise.withResolvers<void>();
  const first = Promise.withResolvers<void>();
  const server = fastify({ return503OnClosing: false, forceCloseConnections: 'idle' });
  server.setErrorHandler(createFailureAnswers(1, (error) => error).onError);
  server.addHook('onRequest', async ({ url }) => {
    requests.push(url);
    if (requests.length === 2) second.resolve();
  });
  refuseWhileClosing(server);
  server.get('/', async () => {
    first.resolve();
    await second.promise;
    return 'late';
  });
  await server.listen({ host: '127.0.0.1', port: 0 });

  const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
  const received = textOf(socket);
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await first.promise;
  const closed = server.close();
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  const [one = '', two = ''] = (await received).split(/(?<=.)(?=HTTP)/s);
  expect(parse(one)).toMatchObject({ status: 200, body: 'late' });
  expect(parse(two)).toMatchObject({ status: 503, headers: { connection: 'close' } });
  expect(JSON.parse(parse(two).body)).toMatchObject({
    errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE' } }],
  });
  await closed;
});
