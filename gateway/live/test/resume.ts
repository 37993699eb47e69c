import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Bus, OutgoingMessage } from 'platform/bus/port';
import { eventually } from 'platform/bus/test/messages';
import { WebSocket } from 'ws';
import { DEFAULT_LIVE_LIMITS } from '../limits.ts';
import {
  type ListenOptions,
  type LiveGateway,
  type Log,
  listen,
  listening,
  openLog,
  READER,
  type Received,
  startLive,
  tokenOf,
} from './fixture.ts';
import { expectTheLog, pause, publishUnderLoad } from './load.ts';
import { interpret, openStream } from './stream-client.ts';

const QUERY = `subscription ($after: Cursor, $accountId: ID) {
  transactionPosted(after: $after, accountId: $accountId) { cursor transaction { id } }
}`;

/** Between pings, where a client reads nothing, and so answers none. */
const UNREAD_MS = 600_000;

interface Posted {
  readonly cursor: string;
  readonly transaction: { readonly id: string };
}

const posted = (event: Record<string, unknown>): Posted => event.transactionPosted as Posted;
const ids = ({ events }: Received): string[] => events.map((event) => posted(event).transaction.id);

export interface BusUnderTest {
  readonly openBus: () => Promise<Bus>;
  /** Does what retention does when all that the topic holds is too old. */
  readonly expireAll: (topic: string) => Promise<void>;
  readonly deleteTopic: (topic: string) => Promise<void>;
}

/** What a subscriber that resumes may rely on. Run against each bus: the promise does not depend on it. */
export function resumeSuite({ openBus, expireAll, deleteTopic }: BusUnderTest): void {
  let bus: Bus;
  let log: Log;
  let gateway: LiveGateway;

  beforeAll(async () => {
    bus = await openBus();
    log = await openLog(bus);
    // Little stays in memory, so that the past is read from there and from the bus.
    gateway = await startLive(bus, log.topic, { cursorIntervalMs: 200, recentEvents: 20 });
  });
  afterAll(async () => {
    await gateway.close();
    await bus.close();
  });

  const resume = (after: string | undefined, options: ListenOptions = {}, at = gateway): Received =>
    listen(at, QUERY, { ...options, variables: { after, ...options.variables } });

  /** The cursor of a subscriber that has just come. */
  async function cursorNow(at = gateway): Promise<string> {
    const heard = listen(at, QUERY);
    await listening(heard);
    heard.stop();
    return heard.cursors.at(-1) ?? '';
  }

  describe('after a cursor', () => {
    test('everything since is replayed, then come live events', async () => {
      const cursor = await cursorNow();
      for (const id of ['txn_r1', 'txn_r2', 'txn_r3']) await log.publish({ transaction: { id } });
      const heard = resume(cursor);
      await eventually(() => heard.events.length === 3);
      await log.publish({ transaction: { id: 'txn_r4' } });
      await eventually(() => heard.events.length === 4);
      heard.stop();
      expect(ids(heard).toSorted()).toEqual(['txn_r1', 'txn_r2', 'txn_r3', 'txn_r4']);
      expect(ids(heard).at(-1)).toBe('txn_r4');
    });

    test('of an event, nothing up to that event comes again', async () => {
      const first = listen(gateway, QUERY);
      await listening(first);
      for (const id of ['txn_s1', 'txn_s2', 'txn_s3']) await log.publish({ transaction: { id } });
      await eventually(() => first.events.length === 3);
      first.stop();
      for (const [n, event] of first.events.entries()) {
        const again = resume(posted(event).cursor);
        await log.publish({ transaction: { id: `txn_end_${n}` } });
        const later = [...ids(first).slice(n + 1), `txn_end_${n}`];
        await eventually(() => later.every((id) => ids(again).includes(id)));
        again.stop();
        const seen = ids(first).slice(0, n + 1);
        expect(ids(again).filter((id) => seen.includes(id))).toEqual([]);
      }
    });

    test('the arguments choose among what is replayed', async () => {
      const cursor = await cursorNow();
      await log.publish({ transaction: { id: 'txn_m1' }, accountIds: ['acct_m'] });
      await log.publish({ transaction: { id: 'txn_m2' }, accountIds: ['acct_n'] });
      await log.publish({ transaction: { id: 'txn_m3' }, accountIds: ['acct_m'] });
      const heard = resume(cursor, { variables: { accountId: 'acct_m' } });
      await eventually(() => heard.events.length === 2);
      heard.stop();
      expect(ids(heard).toSorted()).toEqual(['txn_m1', 'txn_m3']);
    });

    test('what a relay published twice comes once', async () => {
      const cursor = await cursorNow();
      const subject = 'txn_same';
      const messages = ['txn_d1', 'txn_d2', 'txn_d3'].map((id) =>
        log.next({ transaction: { id } }, { subject }),
      );
      await bus.publish(messages.slice(0, 2));
      await bus.publish(messages);
      const heard = resume(cursor);
      await eventually(() => heard.events.length === 3);
      await bus.publish(messages);
      await log.publish({ transaction: { id: 'txn_d4' } }, { subject });
      await eventually(() => ids(heard).includes('txn_d4'));
      heard.stop();
      expect(ids(heard)).toEqual(['txn_d1', 'txn_d2', 'txn_d3', 'txn_d4']);
    });

    test('it goes on at another gateway and after a restart', async () => {
      const cursor = await cursorNow();
      await log.publish({ transaction: { id: 'txn_o1' } });
      const other = await startLive(bus, log.topic);
      const heard = resume(cursor, {}, other);
      await eventually(() => heard.events.length === 1);
      await other.close();
      expect(ids(heard)).toEqual(['txn_o1']);
    });

    test('it goes on also where nothing was ever published', async () => {
      const empty = await openLog(bus);
      const own = await startLive(bus, empty.topic);
      const cursor = await cursorNow(own);
      const heard = resume(cursor, {}, own);
      await listening(heard);
      await empty.publish({ transaction: { id: 'txn_first' } });
      await eventually(() => heard.events.length === 1);
      const again = resume(cursor, {}, own);
      await eventually(() => again.events.length === 1);
      await own.close();
      expect([ids(heard), ids(again)]).toEqual([['txn_first'], ['txn_first']]);
    });
  });

  describe('the cursor is refused', () => {
    test('when another installation sealed it: CURSOR_INVALID', async () => {
      const other = await startLive(bus, log.topic, {}, { secret: 'theirs' });
      const cursor = await cursorNow(other);
      await other.close();
      expect(await resume(cursor).ended).toEqual({ code: 'CURSOR_INVALID' });
    });

    test('when it is of another topic: CURSOR_INVALID', async () => {
      const elsewhere = await openLog(bus);
      const other = await startLive(bus, elsewhere.topic);
      const cursor = await cursorNow(other);
      await other.close();
      expect(await resume(cursor).ended).toEqual({ code: 'CURSOR_INVALID' });
    });

    test('when the topic was made anew since: CURSOR_INVALID, and one goes on without it', async () => {
      const anew = await openLog(bus, 1);
      await anew.publish({ transaction: { id: 'txn_old' } });
      const own = await startLive(bus, anew.topic);
      const cursor = await cursorNow(own);
      const live = listen(own, QUERY);
      await listening(live);
      await deleteTopic(anew.topic);
      await anew.begin(randomUUID());
      // More than there were: a reader that stands at the end of the old ones notices by the first that follows.
      for (const id of ['txn_anew1', 'txn_anew2']) await anew.publish({ transaction: { id } });
      expect(await live.ended).toEqual({ code: 'CURSOR_INVALID' });
      expect(await resume(cursor, {}, own).ended).toEqual({ code: 'CURSOR_INVALID' });
      const refused = await openStream(own, { query: QUERY, variables: { after: cursor } });
      expect(refused.status).toBe(400);
      const again = resume(undefined, {}, own);
      await listening(again);
      await anew.publish({ transaction: { id: 'txn_next' } });
      await eventually(() => again.events.length === 1);
      const since = resume(posted(again.events[0] ?? {}).cursor, {}, own);
      await anew.publish({ transaction: { id: 'txn_last' } });
      await eventually(() => since.events.length === 1);
      await own.close();
      expect([ids(again)[0], ids(since)]).toEqual(['txn_next', ['txn_last']]);
    });

    test('when events after it are past retention, whether later ones are held or none: CURSOR_EXPIRED', async () => {
      const brief = await openLog(bus, 1);
      const own = await startLive(bus, brief.topic, { recentBytes: 1 });
      await brief.publish({ transaction: { id: 'txn_before' } });
      const cursor = await cursorNow(own);
      const witness = listen(own, QUERY);
      await listening(witness);
      await brief.publish({ transaction: { id: 'txn_missed' } });
      await eventually(() => witness.events.length === 1);
      await expireAll(brief.topic);
      expect(await resume(cursor, {}, own).ended).toEqual({ code: 'CURSOR_EXPIRED' });
      await brief.publish({ transaction: { id: 'txn_held' } });
      expect(await resume(cursor, {}, own).ended).toEqual({ code: 'CURSOR_EXPIRED' });
      await own.close();
      const later = await startLive(bus, brief.topic);
      expect(await resume(cursor, {}, later).ended).toEqual({ code: 'CURSOR_EXPIRED' });
      await later.close();
    });

    test('only when there are such events: what is past retention and was seen does not matter', async () => {
      const brief = await openLog(bus, 1);
      const own = await startLive(bus, brief.topic);
      const first = listen(own, QUERY);
      await listening(first);
      await brief.publish({ transaction: { id: 'txn_seen' } });
      await eventually(() => first.events.length === 1);
      await expireAll(brief.topic);
      const { cursor } = posted(first.events[0] ?? {});
      await own.close();
      const later = await startLive(bus, brief.topic);
      const heard = resume(cursor, {}, later);
      await listening(heard);
      await brief.publish({ transaction: { id: 'txn_next' } });
      await eventually(() => heard.events.length === 1);
      await later.close();
      expect(ids(heard)).toEqual(['txn_next']);
    });

    test('when it is ahead of the log, which must have been set back: CURSOR_INVALID', async () => {
      const back = await openLog(bus, 1);
      const first = back.next({ transaction: { id: 'txn_1' } });
      const ahead: OutgoingMessage = { ...first, seq: 9n };
      const own = await startLive(aheadOf(bus, ahead), back.topic);
      const cursor = await cursorNow(own);
      await own.close();
      await bus.publish([first]);
      const honest = await startLive(bus, back.topic);
      expect(await resume(cursor, {}, honest).ended).toEqual({ code: 'CURSOR_INVALID' });
      await honest.close();
    });
  });

  test('a client that stops reading ends with SLOW_CONSUMER and goes on from the cursor it gets', async () => {
    const slow = await startLive(bus, log.topic, { queueCapacity: 50, keepAliveMs: UNREAD_MS });
    const sockets: WebSocket[] = [];
    const heard = resume(undefined, { webSocketImpl: tracked(sockets) }, slow);
    const quick = resume(undefined, {}, slow);
    await Promise.all([listening(heard), listening(quick)]);
    sockets[0]?.pause();
    const sent: string[] = [];
    for (let n = 0; quick.events.length < sent.length || n < 1_000; n += 1) {
      if (slow.live.stats().listeners < 2) break;
      const batch = [...Array(20).keys()].map((k) => `txn_slow_${n}_${k}${'x'.repeat(8_000)}`);
      await bus.publish(batch.map((id) => log.next({ transaction: { id } })));
      sent.push(...batch);
      await eventually(() => quick.events.length === sent.length);
    }
    expect(quick.events.length).toBe(sent.length);
    sockets[0]?.resume();
    const { code, cursor } = await heard.ended;
    expect(code).toBe('SLOW_CONSUMER');
    const rest = resume(String(cursor), {}, slow);
    await eventually(() => heard.events.length + rest.events.length >= sent.length);
    await slow.close();
    expect([...ids(heard), ...ids(rest)].toSorted()).toEqual(sent.toSorted());
  });

  test('a replay longer than the queue comes whole, at the pace of the client', async () => {
    const cursor = await cursorNow();
    const sent = [...Array(300).keys()].map((n) => `txn_long_${n}`);
    await bus.publish(sent.map((id) => log.next({ transaction: { id } })));
    const small = await startLive(bus, log.topic, { queueCapacity: 20, readAhead: 4 });
    const heard = resume(cursor, {}, small);
    await eventually(() => heard.events.length >= sent.length);
    await small.close();
    expect(ids(heard).toSorted()).toEqual(sent.toSorted());
  });

  test('a client that stops reading a replay ends with SLOW_CONSUMER after the stall timeout', async () => {
    const cursor = await cursorNow();
    const sent = [...Array(400).keys()].map((n) => `txn_stall_${n}${'x'.repeat(20_000)}`);
    for (let n = 0; n < sent.length; n += 40)
      await bus.publish(sent.slice(n, n + 40).map((id) => log.next({ transaction: { id } })));
    const small = await startLive(bus, log.topic, {
      queueCapacity: 20,
      readAhead: 4,
      stallTimeoutMs: 300,
      keepAliveMs: UNREAD_MS,
    });
    const sockets: WebSocket[] = [];
    const heard = resume(cursor, { webSocketImpl: tracked(sockets) }, small);
    await eventually(() => heard.events.length > 0);
    sockets[0]?.pause();
    await eventually(() => small.live.stats().listeners === 0);
    sockets[0]?.resume();
    const { code, cursor: rest } = await heard.ended;
    expect(code).toBe('SLOW_CONSUMER');
    const again = resume(String(rest));
    await eventually(() => heard.events.length + again.events.length >= sent.length);
    again.stop();
    await small.close();
    expect([...ids(heard), ...ids(again)].toSorted()).toEqual(sent.toSorted());
  });

  test('an event stream lost at random under load, 25 times, and resumed by Last-Event-ID: the same', async () => {
    const seen: string[] = [];
    const kills = 25;
    let lastEventId = await cursorNow();
    const load = publishUnderLoad(bus, log);
    for (let n = 0; n <= kills; n += 1) {
      const headers = { 'last-event-id': lastEventId };
      const streamed = await openStream(gateway, { query: QUERY, headers });
      const taken = () => interpret(streamed.text());
      if (n < kills) await pause(5 + Math.random() * 120);
      else
        await load
          .stop()
          .then((published) => eventually(() => seen.length + taken().events.length >= published.length));
      streamed.leave();
      seen.push(...taken().events.map(({ data }) => posted(JSON.parse(data).data).transaction.id));
      lastEventId = taken().lastEventId || lastEventId;
    }
    expectTheLog(seen, await load.stop());
  });

  test('2,000 clients that resume at once get everything, and few readers do it', async () => {
    const cursor = await cursorNow();
    const readers = { open: 0, most: 0, ever: 0 };
    const sent = [...Array(20).keys()].map((n) => `txn_many_${n}`);
    await bus.publish(sent.map((id) => log.next({ transaction: { id } })));
    const limits = { maxConnectionsPerActor: 2_000 };
    const crowded = await startLive(counting(bus, readers), log.topic, limits);
    const sockets: WebSocket[] = [];
    for (let n = 0; n < 2_000; n += 200)
      sockets.push(...(await Promise.all([...Array(200).keys()].map(() => initialised(crowded)))));
    const heard = sockets.map((socket) => resumeOn(socket, cursor));
    await eventually(() => heard.every(({ length }) => length >= sent.length));
    expect(new Set(heard.map((names) => names.toSorted().join()))).toEqual(new Set([sent.toSorted().join()]));
    // One of them is the feed.
    expect(readers.most).toBeLessThanOrEqual(1 + DEFAULT_LIVE_LIMITS.maxReplays);
    expect(readers.ever).toBeLessThanOrEqual(2 * DEFAULT_LIVE_LIMITS.maxReplays);
    for (const socket of sockets) socket.terminate();
    await eventually(() => readers.open === 1);
    await crowded.close();
  });
}

/** A socket that is acknowledged. */
async function initialised({ url }: LiveGateway): Promise<WebSocket> {
  const socket = new WebSocket(url, 'graphql-transport-ws');
  await once(socket, 'open');
  const authorization = `Bearer ${tokenOf('acme', 'alice', READER)}`;
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } }));
  await once(socket, 'message');
  return socket;
}

/** Subscribes after the cursor; the names of what comes, as it comes. */
function resumeOn(socket: WebSocket, after: string): readonly string[] {
  const names: string[] = [];
  socket.on('message', (text) => {
    const { type, payload } = JSON.parse(String(text));
    if (type === 'next') names.push(posted(payload.data).transaction.id);
  });
  const payload = { query: QUERY, variables: { after } };
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }));
  return names;
}

/** graphql-ws's client opens its socket itself: this keeps hold of it. */
const tracked = (sockets: WebSocket[]): unknown =>
  class extends WebSocket {
    constructor(url: string, protocol: string) {
      super(url, protocol);
      sockets.push(this);
    }
  };

interface ReaderCount {
  open: number;
  most: number;
  ever: number;
}

/** Counts the readers that are opened. */
const counting = (bus: Bus, count: ReaderCount): Bus => ({
  ...bus,
  tail(options) {
    const tail = bus.tail(options);
    count.ever += 1;
    count.open += 1;
    count.most = Math.max(count.most, count.open);
    const stop = () => tail.stop().finally(() => (count.open -= 1));
    return { ...tail, stop };
  },
});

/** Says that the topic holds more than it does. */
const aheadOf = (bus: Bus, { seq, incarnation }: OutgoingMessage): Bus => ({
  ...bus,
  ranges: async () => [{ partition: 0, first: seq, last: seq, incarnation }],
});
