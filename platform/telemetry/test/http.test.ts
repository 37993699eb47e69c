import { afterAll, beforeAll, expect, test } from '@jest/globals';
import Fastify from 'fastify';
import { Registry } from 'prom-client';
import { addOperationalRoutes, operationalEndpoints, type Readiness } from '../http.ts';

const metrics = new Registry();
const endpoints = (ready: Readiness) => operationalEndpoints({ metrics, ready });

const server = Fastify();
let url: string;
beforeAll(async () => {
  addOperationalRoutes(server, { metrics, ready: async () => ({ database: true }) });
  url = await server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => server.close());

test.each([
  ['/health', 200],
  ['/ready?verbose', 200],
  ['/metrics', 200],
  ['/other', 404],
])('%s is %d', async (path, status) => {
  const response = await fetch(`${url}${path}`);
  await response.text();
  expect(response.status).toBe(status);
});

test('not ready: the parts say why', async () => {
  const answer = await endpoints(async () => ({ database: true, relay: false }))('/ready');
  expect(answer?.status).toBe(503);
  expect(JSON.parse(answer?.body ?? '')).toEqual({ ready: false, parts: { database: true, relay: false } });
});

test('details are shown, and change nothing', async () => {
  const details = () => ({ supergraph: { upToDate: false } });
  const answer = await operationalEndpoints({ metrics, ready: async () => ({ gateway: true }), details })(
    '/ready',
  );
  expect(answer?.status).toBe(200);
  expect(JSON.parse(answer?.body ?? '')).toEqual({
    ready: true,
    parts: { gateway: true },
    details: details(),
  });
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
