import { request } from 'node:http';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { eventually } from 'platform/bus/test/messages';
import { idleTimeOf, openLog, READER, startLive, tokenOf } from './fixture.ts';
import { openStage } from './stage.ts';
import {
  EVENT_STREAM,
  heard,
  interpret,
  MULTIPART,
  openStream,
  partsOf,
  resultsOf,
  type Streamed,
  type StreamRequest,
} from './stream-client.ts';

const QUERY = `subscription ($after: Cursor, $ledgerId: ID) {
  transactionPosted(after: $after, ledgerId: $ledgerId) { cursor transaction { id } }
}`;

const { bus, log, gateway } = await openStage({ cursorIntervalMs: 100, tokenCheckIntervalMs: 100 });

const open = (request: Partial<StreamRequest> = {}, at = gateway): Promise<Streamed> =>
  openStream(at, { query: QUERY, ...request });

interface Posted {
  readonly cursor: string;
  readonly transaction: { readonly id: string };
}

const postedIn = (streamed: Streamed): Posted[] =>
  resultsOf(streamed).flatMap(({ data }) => (data?.transactionPosted as Posted | undefined) ?? []);
const ids = (streamed: Streamed): string[] => postedIn(streamed).map(({ transaction }) => transaction.id);

afterEach(() => void jest.restoreAllMocks());

describe.each([
  ['Server-Sent Events', EVENT_STREAM, 'text/event-stream; charset=utf-8'],
  ['multipart', MULTIPART, 'multipart/mixed; boundary="graphql"; subscriptionSpec="1.0"'],
])('%s', (_name, accept, contentType) => {
  test('brings events as they come, by headers that keep and compress nothing', async () => {
    const streamed = await open({ accept, headers: { 'accept-encoding': 'br, gzip' } });
    await log.publish({ transaction: { id: 'txn_1' } });
    await log.publish({ transaction: { id: 'txn_2' } });
    await heard(streamed, 2);
    streamed.leave();
    expect(ids(streamed).toSorted()).toEqual(['txn_1', 'txn_2']);
    expect(streamed.headers).toMatchObject({
      'content-type': contentType,
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    });
    expect(streamed.headers['content-encoding']).toBeUndefined();
  });

  test('brings them to a GET with query parameters', async () => {
    const streamed = await open({ accept, method: 'GET', variables: { ledgerId: 'ldg_get' } });
    await log.publish({ transaction: { id: 'txn_other' } });
    await log.publish({ transaction: { id: 'txn_get' }, ledgerId: 'ldg_get' });
    await heard(streamed, 1);
    streamed.leave();
    expect(ids(streamed)).toEqual(['txn_get']);
  });

  test('answers a query once and ends', async () => {
    const query = '{ transaction(id: "txn_1") { id } }';
    const streamed = await open({ accept, query });
    await streamed.ended;
    expect(resultsOf(streamed)).toEqual([{ data: { echo: query } }]);
  });

  test('replays what came after a cursor, then goes on live', async () => {
    const first = await open({ accept });
    await log.publish({ transaction: { id: 'txn_a' } });
    await heard(first, 1);
    first.leave();
    await log.publish({ transaction: { id: 'txn_b' } });
    const again = await open({ accept, variables: { after: postedIn(first)[0]?.cursor } });
    await heard(again, 1);
    await log.publish({ transaction: { id: 'txn_c' } });
    await heard(again, 2);
    again.leave();
    expect(ids(again)).toEqual(['txn_b', 'txn_c']);
  });

  test.each([
    ['that is not GraphQL', { query: 'subscription {' }, 400, 'GRAPHQL_PARSE_FAILED'],
    ['that does not fit the schema', { query: 'subscription { nothing }' }, 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['with a variable of another type', { variables: { ledgerId: {} } }, 400, 'BAD_USER_INPUT'],
    ['with a cursor that is not ours', { variables: { after: 'forged' } }, 400, 'CURSOR_INVALID'],
    ['with a token that does not hold', { token: 'nonsense' }, 401, 'UNAUTHENTICATED'],
    [
      'without a token, of a field for nobody in particular',
      { token: '', query: 'subscription { anyTransaction { cursor } }' },
      401,
      'UNAUTHENTICATED',
    ],
    [
      'of a field that needs another scope',
      { token: tokenOf('acme', 'mallory', ['payments:read']) },
      403,
      'UNAUTHORIZED_FIELD_OR_TYPE',
    ],
    [
      'of a topic that cannot be read',
      { query: 'subscription { elsewhere { cursor } }' },
      503,
      'SERVICE_UNAVAILABLE',
    ],
    [
      'by a GET that another site could have made',
      { method: 'GET' as const, headers: { 'sec-fetch-site': 'cross-site' } },
      400,
      'BAD_REQUEST',
    ],
    [
      'by a GET that would change something',
      { method: 'GET' as const, query: 'mutation { __typename }' },
      405,
      'BAD_REQUEST',
    ],
  ])(
    'refuses an operation %s as HTTP does, before the stream begins',
    async (_what, request, status, code) => {
      const refused = await open({ accept, ...request });
      await refused.ended;
      expect(refused.status).toBe(status);
      expect(refused.headers['content-type']).toBe('application/graphql-response+json; charset=utf-8');
      expect(JSON.parse(refused.text())).toEqual({
        errors: [{ message: expect.any(String), extensions: expect.objectContaining({ code }) }],
      });
    },
  );

  test('says that a mutation is sent by POST', async () => {
    const refused = await open({ accept, method: 'GET', query: 'mutation { __typename }' });
    expect(refused.headers.allow).toBe('POST');
  });

  test('refuses with 503 when there are as many connections as there may be', async () => {
    const own = await startLive(bus, log.topic, { maxConnections: 1 });
    const first = await open({ accept }, own);
    expect((await open({ accept }, own)).status).toBe(503);
    first.leave();
    await eventually(() => own.live.stats().connections === 0);
    const next = await open({ accept }, own);
    expect(next.status).toBe(200);
    next.leave();
    await own.close();
  });

  test.each([
    'maxConnectionsPerActor',
    'maxConnectionsPerTenant',
    'maxSubscriptionsPerActor',
    'maxSubscriptionsPerTenant',
  ])('refuses with 429 and LIMIT_EXCEEDED over %s, until one has gone', async (limit) => {
    const own = await startLive(bus, log.topic, { [limit]: 1 });
    const first = await open({ accept }, own);
    const refused = await open({ accept }, own);
    await refused.ended;
    expect(refused.status).toBe(429);
    expect(JSON.parse(refused.text())).toMatchObject({
      errors: [{ extensions: { code: 'LIMIT_EXCEEDED', limit, maximum: 1 } }],
    });
    first.leave();
    await eventually(() => own.live.stats().connections === 0);
    expect((await open({ accept }, own)).status).toBe(200);
    await own.close();
  });

  test('forgets a client that is gone', async () => {
    const own = await startLive(bus, log.topic);
    const streams = await Promise.all([...Array(20)].map(() => open({ accept }, own)));
    expect(own.live.stats()).toEqual({ connections: 20, subscriptions: 20, listeners: 20 });
    for (const { leave } of streams) leave();
    await eventually(() => own.live.stats().connections === 0);
    expect(own.live.stats()).toEqual({ connections: 0, subscriptions: 0, listeners: 0 });
    await own.close();
  });

  test('forgets a client that leaves while its operation opens', async () => {
    const own = await startLive(bus, log.topic);
    const body = JSON.stringify({ query: QUERY });
    const headers = {
      authorization: `Bearer ${tokenOf('acme', 'alice', READER)}`,
      accept,
      'content-type': 'application/json',
    };
    const leaving = [...Array(20)].map(() => {
      const asked = request(own.url.replace('ws:', 'http:'), { method: 'POST', headers, agent: false });
      asked.on('error', () => {}).end(body);
      return asked;
    });
    await eventually(() => own.live.stats().connections > 0);
    for (const asked of leaving) asked.destroy();
    await eventually(() => own.live.stats().connections === 0);
    expect(own.live.stats()).toEqual({ connections: 0, subscriptions: 0, listeners: 0 });
    await own.close();
  });

  test('ends within a second of the revocation of its token, with the cursor, also while there are no events', async () => {
    const own = await startLive(bus, log.topic);
    const token = tokenOf('acme', 'fired', READER);
    const [streamed, other] = await Promise.all([open({ accept, token }, own), open({ accept }, own)]);
    own.revoke('fired');
    expect(await idleTimeOf(() => streamed.ended)).toBeLessThan(1_000);
    expect(resultsOf(streamed)).toEqual([
      { errors: [{ message: 'The token has been revoked.', extensions: ended('UNAUTHENTICATED') }] },
    ]);
    expect(own.live.stats().subscriptions).toBe(1);
    other.leave();
    await own.close();
  });

  test('ends when its token expires', async () => {
    const expiresAt = Math.ceil(Date.now() / 1_000) + 3_600;
    const streamed = await open({ accept, token: tokenOf('acme', 'alice', READER, expiresAt) });
    jest.spyOn(Date, 'now').mockReturnValue(expiresAt * 1_000);
    await streamed.ended;
    expect(resultsOf(streamed)).toEqual([
      { errors: [{ message: 'The token has expired.', extensions: ended('UNAUTHENTICATED') }] },
    ]);
  });

  test('of a client that reads nothing for too long is dropped', async () => {
    const crowded = await openLog(bus);
    const own = await startLive(bus, crowded.topic, { queueCapacity: 20, unreadTimeoutMs: 100 });
    const stopped = await open({ accept }, own);
    stopped.response.pause();
    while (own.live.stats().connections > 0)
      await crowded.publish({ transaction: { id: `txn_${'x'.repeat(100_000)}` } });
    expect(own.live.stats().listeners).toBe(0);
    stopped.leave();
    await own.close();
  });
});

const ended = (code: string) => ({ code, cursor: expect.any(String) });

describe('over Server-Sent Events', () => {
  test("an event's id is its cursor, and the last of a query is `complete`", async () => {
    const streamed = await open();
    await log.publish({ transaction: { id: 'txn_1' } });
    await heard(streamed, 1);
    streamed.leave();
    const [event] = interpret(streamed.text()).events;
    expect(event).toMatchObject({ type: 'next', lastEventId: postedIn(streamed)[0]?.cursor });
    const query = await open({ query: '{ __typename }' });
    await query.ended;
    expect(interpret(query.text()).events.map(({ type }) => type)).toEqual(['next', 'complete']);
  });

  test('a subscriber that hears nothing is told where it stands, without an event', async () => {
    const idle = await open({ variables: { ledgerId: 'ldg_none' } });
    await idle.has('id: ');
    const began = interpret(idle.text()).lastEventId;
    await log.publish({ transaction: { id: 'txn_passed' } });
    await eventually(() => interpret(idle.text()).lastEventId !== began);
    await idle.has(`id: ${interpret(idle.text()).lastEventId}\n\n`);
    idle.leave();
    expect(interpret(idle.text()).events).toEqual([]);
  });

  test('Last-Event-ID resumes, also a field without a cursor among its arguments', async () => {
    const query = 'subscription { anyTransaction { transaction { id } } }';
    const first = await open({ query });
    await first.has('id: ');
    first.leave();
    await log.publish({ transaction: { id: 'txn_missed' } });
    const { lastEventId } = interpret(first.text());
    const again = await open({ query, headers: { 'last-event-id': lastEventId } });
    await heard(again, 1);
    again.leave();
    expect(resultsOf(again)).toEqual([{ data: { anyTransaction: { transaction: { id: 'txn_missed' } } } }]);
  });

  test('Last-Event-ID stands above the cursor in the URL that a browser connects to again', async () => {
    const first = await open({ method: 'GET' });
    await log.publish({ transaction: { id: 'txn_1' } });
    await log.publish({ transaction: { id: 'txn_2' } });
    await heard(first, 2);
    first.leave();
    await log.publish({ transaction: { id: 'txn_3' } });
    const again = await open({
      method: 'GET',
      variables: { after: postedIn(first)[0]?.cursor },
      headers: { 'last-event-id': interpret(first.text()).lastEventId },
    });
    await heard(again, 1);
    again.leave();
    expect(ids(again)).toEqual(['txn_3']);
  });

  test('a Last-Event-ID that is none of ours is refused: CURSOR_INVALID', async () => {
    const refused = await open({ headers: { 'last-event-id': 'forged' } });
    await refused.ended;
    expect(refused.status).toBe(400);
    expect(refused.text()).toContain('CURSOR_INVALID');
  });

  test.each([
    ['a gateway that stops ends the stream', {}],
    ['a stream that has lived as long as it may ends', { maxLifetimeMs: 5_000 }],
  ])('%s without `complete`, after the time to come back and the cursor', async (_what, limits) => {
    const own = await startLive(bus, log.topic, limits);
    const streamed = await open({}, own);
    await log.publish({ transaction: { id: 'txn_1' } });
    await heard(streamed, 1);
    if (!('maxLifetimeMs' in limits)) await own.close();
    await streamed.ended;
    const { events, lastEventId, retryMs } = interpret(streamed.text());
    expect(events.map(({ type }) => type)).toEqual(['next']);
    expect(streamed.text()).toMatch(/retry: 1000\nid: \S+\n\n$/);
    expect([retryMs, lastEventId]).toEqual([1_000, expect.any(String)]);
    await own.close();
  });
});

describe('a ticket', () => {
  const ticketUrl = () => `${gateway.url.replace('ws:', 'http:')}/ticket`;
  const askForTicket = (headers: Record<string, string>) => fetch(ticketUrl(), { method: 'POST', headers });
  const ticket = async (token = tokenOf('acme', 'alice', READER)): Promise<string> => {
    const answer = await askForTicket({ authorization: `Bearer ${token}` });
    return ((await answer.json()) as { ticket: string }).ticket;
  };
  const CROSS_SITE = { 'sec-fetch-site': 'cross-site' };
  const openBy = (ticket: string, headers = {}) =>
    open({ method: 'GET', token: '', parameters: { ticket }, headers });

  test('is given for a token, and opens one stream in its name where no header can be sent', async () => {
    const streamed = await openBy(await ticket());
    await log.publish({ transaction: { id: 'txn_ticket' } });
    await heard(streamed, 1);
    streamed.leave();
    expect(ids(streamed)).toEqual(['txn_ticket']);
  });

  test('opens it also from a page of another site, which must have been given it', async () => {
    const streamed = await openBy(await ticket(), CROSS_SITE);
    expect(streamed.status).toBe(200);
    streamed.leave();
  });

  test.each(['', 'forged'])('is refused when it is none: "%s"', async (none) => {
    expect((await openBy(none, CROSS_SITE)).status).toBe(401);
  });

  test('is refused the second time', async () => {
    const once = await ticket();
    const first = await openBy(once);
    expect([first.status, (await openBy(once)).status]).toEqual([200, 401]);
    first.leave();
  });

  test('of a token that was revoked meanwhile ends as the token does', async () => {
    const own = await ticket(tokenOf('acme', 'leaver', READER));
    gateway.revoke('leaver');
    const streamed = await openBy(own);
    await streamed.ended;
    expect(streamed.text()).toContain('UNAUTHENTICATED');
  });

  test('is given to nobody without a token that holds: 401; and kept by no cache', async () => {
    expect((await askForTicket({})).status).toBe(401);
    expect((await askForTicket({ authorization: 'Bearer nonsense' })).status).toBe(401);
    const given = await askForTicket({ authorization: `Bearer ${tokenOf('acme', 'alice', READER)}` });
    expect([given.status, given.headers.get('cache-control')]).toEqual([201, 'no-store']);
    expect(await given.json()).toEqual({ ticket: expect.any(String), expiresInMs: 30_000 });
  });
});

describe('over multipart', () => {
  test('nothing but heartbeats comes while nothing happens', async () => {
    const idle = await open({ accept: MULTIPART, variables: { ledgerId: 'ldg_none' } });
    await eventually(() => partsOf(idle.text()).bodies.length >= 3);
    idle.leave();
    expect(partsOf(idle.text()).bodies.slice(0, 3)).toEqual([{}, {}, {}]);
  });

  test('the last part is closed by the boundary', async () => {
    const query = await open({ accept: MULTIPART, query: '{ __typename }' });
    await query.ended;
    expect(partsOf(query.text())).toEqual({
      bodies: expect.arrayContaining([{ payload: { data: { echo: '{ __typename }' } } }]),
      isClosed: true,
    });
  });

  test.each([
    ['a gateway that stops', {}],
    ['a stream that has lived as long as it may', { maxLifetimeMs: 500 }],
  ])('%s says so and where to resume', async (_what, limits) => {
    const own = await startLive(bus, log.topic, limits);
    const streamed = await open({ accept: MULTIPART }, own);
    if (!('maxLifetimeMs' in limits)) await own.close();
    await streamed.ended;
    const { bodies, isClosed } = partsOf(streamed.text());
    expect(bodies.at(-1)).toEqual({
      payload: null,
      errors: [{ message: expect.any(String), extensions: ended('SERVICE_UNAVAILABLE') }],
    });
    expect(isClosed).toBe(true);
    await own.close();
  });

  test('of another specification is not served: 406', async () => {
    for (const accept of ['multipart/mixed', 'multipart/mixed;deferSpec=20220824'])
      expect((await open({ accept })).status).toBe(406);
  });
});
