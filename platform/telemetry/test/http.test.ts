import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Registry } from 'prom-client';
import { answerOperational, operationalEndpoints, type Readiness } from '../http.ts';

const endpoints = (ready: Readiness) => operationalEndpoints({ metrics: new Registry(), ready });
const server = createServer(async (request, response) => {
  const answered = await answerOperational(
    endpoints(async () => ({ database: true })),
    request,
    response,
  );
  if (!answered) response.writeHead(404).end();
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));

test.each([
  ['/health', 200],
  ['/ready?verbose', 200],
  ['/metrics', 200],
  ['/other', 404],
])('%s over node:http is %d', async (path, status) => {
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
  await response.text();
  expect(response.status).toBe(status);
});

test('not ready: the parts say why', async () => {
  const answer = await endpoints(async () => ({ database: true, relay: false }))('/ready');
  expect(answer?.status).toBe(503);
  expect(JSON.parse(answer?.body ?? '')).toEqual({ ready: false, parts: { database: true, relay: false } });
});

test('a check that fails is not ready, and tells nothing of the inside', async () => {
  const answer = await endpoints(async () => {
    throw new Error('no route to 10.0.0.1');
  })('/ready');
  expect(answer?.status).toBe(503);
  expect(answer?.body).not.toContain('10.0.0.1');
});

test('a check that hangs is not ready', async () => {
  const answer = await endpoints(() => new Promise(() => {}))('/ready');
  expect(answer?.status).toBe(503);
});
