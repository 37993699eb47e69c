import { afterEach, describe, expect, test } from '@jest/globals';
import { createClient } from '../client.ts';
import { Hello } from './documents.ts';
import { startServer, type TestServer } from './server.ts';

describe('query and mutate', () => {
  let server: TestServer | undefined;

  afterEach(() => server?.close());

  const answering = async (body: unknown, status = 200) => {
    server = await startServer((_, response) => {
      response.statusCode = status;
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
    return server;
  };

  test('send the operation with the token and answer its data', async () => {
    const { url, requests } = await answering({ data: { hello: 'world' } });
    const client = createClient({ url, token: 'abc' });
    expect(await client.query(Hello, {})).toEqual({ hello: 'world' });
    expect(requests).toEqual([
      {
        body: { query: 'query Hello {\n  hello\n}', operationName: 'Hello', variables: {} },
        authorization: 'Bearer abc',
      },
    ]);
  });

  test('ask for a token each time', async () => {
    const { url, requests } = await answering({ data: { hello: null } });
    let asked = 0;
    const client = createClient({ url, token: async () => `token ${++asked}` });
    await client.query(Hello, {});
    await client.mutate(Hello, {});
    expect(requests.map(({ authorization }) => authorization)).toEqual(['Bearer token 1', 'Bearer token 2']);
  });

  test('without a token they are anonymous', async () => {
    const { url, requests } = await answering({ data: { hello: null } });
    await createClient({ url }).query(Hello, {});
    expect(requests[0]?.authorization).toBeUndefined();
  });

  test('reject with the code of the first error, and what came all the same', async () => {
    const errors = [
      { message: 'not for you', path: ['hello'], extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } },
    ];
    const { url } = await answering({ data: { hello: null }, errors });
    await expect(createClient({ url }).query(Hello, {})).rejects.toMatchObject({
      name: 'ClientError',
      code: 'UNAUTHORIZED_FIELD_OR_TYPE',
      message: 'not for you',
      errors,
      data: { hello: null },
    });
  });

  test('take GraphQL errors from answers of any status', async () => {
    const { url } = await answering(
      { errors: [{ message: 'who?', extensions: { code: 'UNAUTHENTICATED' } }] },
      401,
    );
    await expect(createClient({ url }).query(Hello, {})).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test.each([
    ['<html>', 502],
    ['"text"', 200],
    ['{}', 200],
  ])('%s is no GraphQL: NETWORK_ERROR', async (body, status) => {
    const { url } = await answering(body, status);
    await expect(createClient({ url }).query(Hello, {})).rejects.toMatchObject({ code: 'NETWORK_ERROR' });
  });

  test('a server that is away: NETWORK_ERROR', async () => {
    await expect(createClient({ url: 'http://127.0.0.1:1/' }).query(Hello, {})).rejects.toMatchObject({
      code: 'NETWORK_ERROR',
    });
  });

  test('no answer in time: DEADLINE_EXCEEDED', async () => {
    server = await startServer(() => {});
    await expect(createClient(server).query(Hello, {}, { deadlineMs: 50 })).rejects.toMatchObject({
      code: 'DEADLINE_EXCEEDED',
    });
  });

  test('aborting rejects with its reason', async () => {
    server = await startServer(() => {});
    const aborted = new AbortController();
    const waiting = createClient(server).query(Hello, {}, { signal: aborted.signal });
    aborted.abort('left the page');
    await expect(waiting).rejects.toBe('left the page');
  });
});
