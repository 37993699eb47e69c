import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { type Client, createClient } from '../client.ts';
import type { Live } from '../live.ts';
import { Counted, Ticked } from './documents.ts';
import { startServer, type TestServer } from './server.ts';

const resumable = (code: string, cursor: string) => new GraphQLError(code, { extensions: { code, cursor } });

describe('subscribe', () => {
  let server: TestServer;
  let client: Client;

  beforeEach(async () => {
    server = await startServer();
    client = createClient({ url: server.url, token: 'abc' });
  });

  afterEach(async () => {
    await client.close();
    await server.close();
  });

  /** The numbers of the next events. */
  async function take(
    live: Live<{ counted: { n: number } }>,
    count: number,
  ): Promise<(number | undefined)[]> {
    const numbers: (number | undefined)[] = [];
    while (numbers.length < count) numbers.push((await live.next()).value?.data?.counted.n);
    return numbers;
  }

  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  test('gives events, with the token in connection_init', async () => {
    server.events = () => [1, 2, 3];
    expect(await take(client.subscribe(Counted, {}), 3)).toEqual([1, 2, 3]);
    expect(server.opened).toEqual([{ after: undefined, authorization: 'Bearer abc' }]);
  });

  test('begins after the cursor of the caller', async () => {
    server.events = (after) => [after + 1];
    expect(await take(client.subscribe(Counted, { after: 'after 41' }), 1)).toEqual([42]);
  });

  test('goes on after the last event when the connection is lost', async () => {
    server.events = (after) => [after + 1, after + 2];
    const live = client.subscribe(Counted, {});
    const first = await take(live, 2);
    server.drop();
    expect([...first, ...(await take(live, 2))]).toEqual([1, 2, 3, 4]);
    expect(server.opened.map(({ after }) => after)).toEqual([undefined, 'after 2']);
  });

  test('goes on from the cursor of a ping when the connection is lost before any event', async () => {
    server.events = (after) => (after === 0 ? [] : [after + 1]);
    const first = take(client.subscribe(Counted, {}), 1);
    await until(() => server.subscribers() === 1);
    await server.ping(6);
    server.drop();
    expect(await first).toEqual([7]);
  });

  test('goes on from the cursor of a ping that came after the last event', async () => {
    server.events = (after) => [after + 1];
    const live = client.subscribe(Counted, {});
    const first = await take(live, 1);
    await server.ping(6);
    server.drop();
    expect([...first, ...(await take(live, 1))]).toEqual([1, 7]);
  });

  test('goes on from the last event when that came after the ping', async () => {
    server.events = (after) => (after === 0 ? [] : [after + 1]);
    const live = client.subscribe(Counted, {});
    const first = take(live, 1);
    await until(() => server.subscribers() === 1);
    await server.ping(6);
    server.give(9);
    expect(await first).toEqual([9]);
    server.drop();
    expect(await take(live, 1)).toEqual([10]);
  });

  test('two subscriptions survive the loss of the connection they share', async () => {
    server.events = (after) => [after + 1];
    const [a, b] = [client.subscribe(Counted, {}), client.subscribe(Counted, { after: 'after 10' })];
    expect([await take(a, 1), await take(b, 1)]).toEqual([[1], [11]]);
    server.drop();
    expect([await take(a, 1), await take(b, 1)]).toEqual([[2], [12]]);
  });

  test('goes on from the cursor that an error brings (SLOW_CONSUMER)', async () => {
    server.events = (after) => (after === 0 ? [1, resumable('SLOW_CONSUMER', 'after 7')] : [after + 1]);
    expect(await take(client.subscribe(Counted, {}), 2)).toEqual([1, 8]);
  });

  test('ends with an error that brings none', async () => {
    server.events = () => [new GraphQLError('too old', { extensions: { code: 'CURSOR_EXPIRED' } })];
    const live = client.subscribe(Counted, { after: 'after 1' });
    await expect(live.next()).rejects.toMatchObject({ code: 'CURSOR_EXPIRED', message: 'too old' });
    expect(await live.next()).toEqual({ done: true, value: undefined });
  });

  test('ends with UNAUTHENTICATED when the token is refused', async () => {
    const refused = createClient({ url: server.url, token: 'refused' });
    await expect(refused.subscribe(Counted, {}).next()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('an operation that takes no cursor ends with NETWORK_ERROR when the connection is lost', async () => {
    server.events = () => [1];
    const live = client.subscribe(Ticked, {});
    await live.next();
    server.drop();
    await expect(live.next()).rejects.toMatchObject({ code: 'NETWORK_ERROR' });
  });

  test('a reader that falls far behind misses nothing', async () => {
    const all = Array.from({ length: 5_000 }, (_, index) => index + 1);
    server.events = (after) => all.filter((n) => n > after);
    const live = client.subscribe(Counted, {});
    const first = await take(live, 1);
    await until(() => server.subscribers() === 0); // it has left, for now
    expect([...first, ...(await take(live, all.length - 1))]).toEqual(all);
    expect(server.opened.length).toBeGreaterThan(1);
  });

  test('return() ends a reader that waits, and the server hears of it', async () => {
    const live = client.subscribe(Counted, {});
    const waiting = live.next();
    await until(() => server.subscribers() === 1);
    await live.return();
    expect(await waiting).toEqual({ done: true, value: undefined });
    await until(() => server.subscribers() === 0);
  });

  test('aborting ends the iteration', async () => {
    server.events = () => [1];
    const leaving = new AbortController();
    const seen: unknown[] = [];
    for await (const { data } of client.subscribe(Counted, {}, { signal: leaving.signal })) {
      seen.push(data?.counted.n);
      leaving.abort();
    }
    expect(seen).toEqual([1]);
  });

  test('return() also ends one that is pausing before its next try', async () => {
    server.events = () => [1];
    const live = client.subscribe(Counted, {});
    await live.next();
    await server.close();
    const waiting = live.next();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await live.return();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });
});
