import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { load } from '../load/load.ts';
import { VISITOR } from '../load/request.ts';

const EXPECTED = { me: { name: 'Ada' } };
const RIGHT = JSON.stringify({ data: EXPECTED });
const OPTIONS = { connections: 3, seconds: 0.1, varied: true };

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** Puts load on a server that answers so. */
async function loadOn(listener: RequestListener, options = OPTIONS) {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((listening) => started.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(started.address() as AddressInfo).port}/graphql`;
  return load({ url, query: '{ me { name } }' }, EXPECTED, options);
}

const answering =
  (body: string, status = 200): RequestListener =>
  (_request, response) =>
    response.writeHead(status, { 'content-length': body.length }).end(body);

describe('load', () => {
  test('sends whole requests, and counts right answers', async () => {
    const bodies = new Set<string>();
    const { failures, perSecond } = await loadOn(async (request, response) => {
      bodies.add(Buffer.concat(await request.toArray()).toString());
      response.writeHead(200, { 'content-length': RIGHT.length }).end(RIGHT);
    });
    expect([...bodies]).toEqual([JSON.stringify({ query: '{ me { name } }' })]);
    expect(failures).toBe(0);
    expect(perSecond).toBeGreaterThan(0);
  });

  test('puts an answer that comes in pieces together', async () => {
    const { failures } = await loadOn((_request, response) => {
      response.writeHead(200, { 'content-length': RIGHT.length });
      response.write(RIGHT.slice(0, 5));
      setImmediate(() => response.end(RIGHT.slice(5)));
    });
    expect(failures).toBe(0);
  });

  test.each([
    ['another status', answering(RIGHT, 500)],
    ['an answer that is too short', answering('{"data":null}')],
    ['a connection that breaks', ((request) => request.socket.destroy()) satisfies RequestListener],
  ])('counts as a failure: %s', async (_name, listener) => {
    const { failures, requests } = await loadOn(listener);
    expect(failures).toBe(requests);
  });

  test('compares the first answer of all: other data is a failure', async () => {
    const { failures } = await loadOn(answering(RIGHT.replace('Ada', 'Bob')));
    expect(failures).toBeGreaterThan(0);
  });

  test.each([
    ['each request is by another visitor', true],
    ['all requests are by the same', false],
  ])('%s when traffic is varied: %s', async (_name, varied) => {
    const visitors: unknown[] = [];
    await loadOn(
      (request, response) => {
        visitors.push(request.headers[VISITOR]);
        answering(RIGHT)(request, response);
      },
      { ...OPTIONS, varied },
    );
    expect(new Set(visitors).size).toBe(varied ? visitors.length : 1);
  });
});
