import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { createCatchUp } from '../catch-up.ts';
import { createCursors, type Position } from '../cursor.ts';
import type { EventSource } from '../event-sources.ts';
import { createHub } from '../hub.ts';
import type { LiveEvent } from '../live-event.ts';
import type { Interest } from '../matching.ts';
import type { LiveMetrics } from '../metrics.ts';
import type { TopicFeed } from '../topic-feed.ts';
import { PARTITIONS, type ScriptedBus, scriptedBus, TOPIC } from './scripted-bus.ts';

const cursors = createCursors(['secret']);
const at = (seqs: ReadonlyMap<number, bigint>): Position => ({ topic: TOPIC, incarnation: 'i1', seqs });
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const rule = { argument: 'parity', operator: '=', path: ['parity'] } as const;
const source = {
  field: 'happened',
  topic: TOPIC,
  types: new Set(['happened']),
  match: [rule],
} as EventSource;
const interestIn = (parity?: string): Interest => ({
  tenantId: 'acme' as Interest['tenantId'],
  source,
  criteria: parity === undefined ? [] : [{ rule, value: parity }],
});

/** A subscriber that has room until a test says otherwise. */
function subscribe(feed: TopicFeed, from: Position, interest = interestIn()) {
  const received: string[] = [];
  const state = { live: false, full: false, error: undefined as string | undefined };
  let last: LiveEvent | undefined;
  let replayed: number | undefined;
  const catchUp = createCatchUp({
    feed,
    cursors,
    from,
    interest,
    subscriber: {
      deliver(event) {
        last = event;
        received.push(String(event.message.event.data.name));
      },
      isFull: () => state.full,
      onLive(count) {
        state.live = true;
        replayed = count;
      },
      end({ code }) {
        state.error = code;
      },
    },
  });
  catchUp.start();
  return {
    state,
    received,
    catchUp,
    replayed: () => replayed,
    /** Where the last event says to resume. */
    cursor: () => last && cursors.open(last.cursor(), TOPIC),
    drain() {
      state.full = false;
      catchUp.resume();
    },
  };
}

interface World extends ScriptedBus {
  readonly feed: TopicFeed;
}

/** A feed that begins with what is held, and keeps in memory no more than `recentEvents`. */
async function world(held: ReadonlyMap<number, bigint>, recentEvents = 100, maxReplays = 2): Promise<World> {
  const scripted = scriptedBus(held);
  const metrics = { received: () => {} } as unknown as LiveMetrics;
  const limits = { recentEvents, recentBytes: 1_000_000, maxReplays, maxWaitingReplays: 20_000 };
  const feed = await createHub({ bus: scripted.bus, cursors, metrics, limits }).feed(TOPIC);
  return { ...scripted, feed };
}

/** The same with one subscriber. */
async function behind(
  held: ReadonlyMap<number, bigint>,
  from: ReadonlyMap<number, bigint>,
  recentEvents = 100,
) {
  const it = await world(held, recentEvents);
  return { ...it, ...subscribe(it.feed, at(from)) };
}

describe('catching up', () => {
  test('with nothing missed is live at once, and opens no reader', async () => {
    const { state, readers, lookups } = await behind(new Map([[0, 3n]]), new Map([[0, 3n]]));
    expect([state.live, readers().ever, lookups()]).toEqual([true, 0, 0]);
  });

  test('reads what was missed and turns live when it stands where the feed stands', async () => {
    const { state, received, read, readers } = await behind(new Map([[0, 3n]]), new Map([[0, 1n]]));
    await turn();
    read(0);
    expect(state.live).toBe(false);
    read(0);
    expect([received, state.live]).toEqual([['0:2', '0:3'], true]);
    await turn();
    expect(readers().open).toBe(0);
  });

  test('is not held up by a partition that has nothing new', async () => {
    const here = new Map([
      [0, 2n],
      [1, 7n],
    ]);
    const { state, read } = await behind(here, new Map([...here, [0, 1n]]));
    await turn();
    read(0);
    expect(state.live).toBe(true);
  });

  test('takes what is in memory at once, and opens no reader', async () => {
    const { publish, dispatch, feed, readers, lookups } = await world(new Map([[0, 1n]]));
    for (const partition of [0, 1, 0]) {
      publish(partition);
      dispatch(partition);
    }
    const { received, state, replayed } = subscribe(feed, at(new Map([[0, 2n]])));
    expect([received, state.live, replayed()]).toEqual([['1:1', '0:3'], true, 2]);
    expect([readers().ever, lookups()]).toEqual([0, 0]);
  });

  test('reads only what is no longer in memory, and takes the rest from there', async () => {
    const it = await world(new Map([[0, 1n]]), 2);
    for (let n = 0; n < 5; n += 1) {
      it.publish(0);
      it.dispatch(0);
    }
    const { received, state } = subscribe(it.feed, at(new Map([[0, 1n]])));
    await turn();
    for (let n = 0; n < 3; n += 1) it.read(0);
    expect([received, state.live]).toEqual([['0:2', '0:3', '0:4', '0:5', '0:6'], true]);
  });

  test('takes what is in memory also when the topic holds it no more', async () => {
    const { publish, dispatch, expireBefore, feed } = await world(new Map([[0, 1n]]));
    publish(0);
    dispatch(0);
    expireBefore(3n);
    const { received, state } = subscribe(feed, at(new Map([[0, 1n]])));
    expect([received, state.live]).toEqual([['0:2'], true]);
  });

  test('counts the events of its topic, whether they match or not, from its cursor to the present', async () => {
    const { feed, read } = await world(new Map([[0, 9n]]));
    const { received, replayed } = subscribe(feed, at(new Map([[0, 4n]])), interestIn('0'));
    await turn();
    for (let n = 0; n < 5; n += 1) read(0);
    expect([received, replayed()]).toEqual([['0:6', '0:8'], 5]);
  });

  test('of a cursor from an instance that was faster waits for nothing, and brings nothing twice', async () => {
    const it = await world(new Map([[0, 1n]]));
    for (const partition of [0, 0, 1]) it.publish(partition);
    const { received, state } = subscribe(it.feed, at(new Map([[0, 2n]])));
    await turn();
    expect(state.live).toBe(true);
    for (const partition of [0, 1, 0]) it.dispatch(partition);
    expect(received).toEqual(['1:1', '0:3']);
  });

  test('of a position whose next event is no longer held is CURSOR_EXPIRED', async () => {
    const { feed, expireBefore } = await world(new Map([[0, 9n]]));
    expireBefore(5n);
    const { state } = subscribe(feed, at(new Map([[0, 3n]])));
    await turn();
    expect(state.error).toBe('CURSOR_EXPIRED');
  });

  test('of a position in a partition that is empty by now is CURSOR_EXPIRED', async () => {
    const { feed, expireBefore } = await world(new Map([[0, 9n]]));
    expireBefore(10n);
    const { state } = subscribe(feed, at(new Map([[0, 3n]])));
    await turn();
    expect(state.error).toBe('CURSOR_EXPIRED');
  });

  test('that meets a gap, since events expired while it read, is CURSOR_EXPIRED', async () => {
    const { state, expireBefore, read } = await behind(new Map([[0, 9n]]), new Map([[0, 3n]]));
    await turn();
    read(0);
    expireBefore(8n);
    read(0);
    expect(state.error).toBe('CURSOR_EXPIRED');
  });

  test('whose events expire before any was read is CURSOR_EXPIRED once nothing has come for a while', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    const { state, expireBefore } = await behind(new Map([[0, 9n]]), new Map([[0, 3n]]));
    await turn();
    expireBefore(10n);
    jest.advanceTimersByTime(60_000);
    await turn();
    jest.useRealTimers();
    expect(state.error).toBe('CURSOR_EXPIRED');
  });

  test('of a position that the log has not reached is CURSOR_INVALID', async () => {
    const { state } = await behind(new Map([[0, 3n]]), new Map([[0, 4n]]));
    await turn();
    expect(state.error).toBe('CURSOR_INVALID');
  });

  test('pauses while there is no room, with no reader of its own, and goes on when there is', async () => {
    const { state, received, read, readers, drain } = await behind(new Map([[0, 3n]]), new Map());
    await turn();
    read(0);
    state.full = true;
    read(0);
    await turn();
    expect([received, readers().open]).toEqual([['0:1'], 0]);
    drain();
    await turn();
    read(0);
    read(0);
    expect([received, state.live]).toEqual([['0:1', '0:2', '0:3'], true]);
  });

  test('that is cancelled leaves no reader and no listener', async () => {
    const { catchUp, readers, feed } = await behind(new Map([[0, 3n]]), new Map());
    await turn();
    catchUp.cancel();
    await turn();
    expect([readers().open, feed.listeners()]).toEqual([0, 0]);
  });

  test('that is cancelled in the line for a reader leaves the line', async () => {
    const { catchUp, readers, feed } = await behind(new Map([[0, 3n]]), new Map());
    catchUp.cancel();
    await turn();
    expect([readers().ever, feed.listeners()]).toEqual([0, 0]);
  });
});

test('those who are live when a seq is skipped end with CURSOR_EXPIRED: an event was missed', async () => {
  const { state, publish, dispatch, expireBefore } = await behind(new Map([[0, 3n]]), new Map([[0, 3n]]));
  for (let n = 0; n < 4; n += 1) publish(0);
  expireBefore(6n);
  dispatch(0);
  expect(state.error).toBe('CURSOR_EXPIRED');
});

describe('a scan', () => {
  const HELD = new Map([[0, 9n]]);

  test('serves all who wait when it begins, from the lowest of their positions', async () => {
    const { feed, read, readers, lookups } = await world(HELD);
    const riders = [3n, 7n, 5n].map((seq) => subscribe(feed, at(new Map([[0, seq]]))));
    await turn();
    expect([readers(), lookups()]).toEqual([{ open: 1, most: 1, ever: 1 }, 1]);
    for (let n = 0; n < 6; n += 1) read(0);
    expect(riders.map(({ received }) => received)).toEqual([
      ['0:4', '0:5', '0:6', '0:7', '0:8', '0:9'],
      ['0:8', '0:9'],
      ['0:6', '0:7', '0:8', '0:9'],
    ]);
  });

  test('goes on without those who have no room; another brings them on', async () => {
    const { feed, read, readers } = await world(HELD, 1);
    const [slow, quick] = [subscribe(feed, at(new Map())), subscribe(feed, at(new Map()))];
    await turn();
    slow.state.full = true;
    for (let n = 0; n < 9; n += 1) read(0);
    expect([slow.received.length, quick.received.length, quick.state.live]).toEqual([0, 9, true]);
    slow.drain();
    await turn();
    for (let n = 0; n < 9; n += 1) read(0);
    expect([slow.received, slow.state.live, readers().ever]).toEqual([quick.received, true, 2]);
  });

  test('stamps each event with the position of who gets it, also while others are further back', async () => {
    const { feed, read } = await world(
      new Map([
        [0, 2n],
        [1, 2n],
      ]),
    );
    const [lower, higher] = [new Map(), new Map([[1, 2n]])].map((seqs) => subscribe(feed, at(seqs)));
    await turn();
    read(0);
    const seqsOf = (rider = lower) => [...(rider?.cursor()?.seqs ?? [])].filter(([, seq]) => seq > 0n);
    expect([seqsOf(lower), seqsOf(higher)]).toEqual([
      [[0, 1n]],
      [
        [0, 1n],
        [1, 2n],
      ],
    ]);
  });

  test('ends with its last rider, and who comes while all readers are taken waits', async () => {
    const { feed, readers } = await world(HELD, 100, 1);
    const first = subscribe(feed, at(new Map()));
    await turn();
    const second = subscribe(feed, at(new Map()));
    await turn();
    expect(readers()).toEqual({ open: 1, most: 1, ever: 1 });
    first.catchUp.cancel();
    await turn();
    expect(readers()).toEqual({ open: 1, most: 1, ever: 2 });
    second.catchUp.cancel();
    await turn();
    expect(readers().open).toBe(0);
  });

  test('leaves what it has read in memory, as long as there is room, for those who come next', async () => {
    const { feed, read, readers } = await world(HELD, 4);
    subscribe(feed, at(new Map([[0, 3n]])));
    await turn();
    for (let n = 0; n < 6; n += 1) read(0);
    const [within, beyond] = [5n, 4n].map((seq) => subscribe(feed, at(new Map([[0, seq]]))));
    await turn();
    expect([within?.state.live, within?.received]).toEqual([true, ['0:6', '0:7', '0:8', '0:9']]);
    expect([beyond?.state.live, readers().ever]).toEqual([false, 2]);
  });

  test('that came further than the feed leaves nothing in memory', async () => {
    const { feed, read, publish, dispatch } = await world(HELD);
    const first = subscribe(feed, at(new Map([[0, 8n]])));
    await turn();
    publish(0);
    read(0);
    first.catchUp.cancel();
    dispatch(0);
    const { state, received } = subscribe(feed, at(new Map([[0, 9n]])));
    expect([state.live, received]).toEqual([true, ['0:10']]);
  });

  test('that cannot look at the topic ends its riders with SERVICE_UNAVAILABLE; the next is tried again', async () => {
    const { bus, feed, readers } = await world(HELD);
    const { ranges } = bus;
    Object.assign(bus, { ranges: () => Promise.reject(new Error('no broker')) });
    const { state } = subscribe(feed, at(new Map()));
    await turn();
    expect(state.error).toBe('SERVICE_UNAVAILABLE');
    Object.assign(bus, { ranges });
    subscribe(feed, at(new Map()));
    await turn();
    expect(readers().open).toBe(1);
  });
});

test('10,000 who resume at once from places far apart share one reader, and all complete', async () => {
  const { feed, read, readers, lookups, log } = await world(
    new Map(PARTITIONS.map((partition) => [partition, 60n])),
  );
  const clients = Array.from({ length: 10_000 }, (_, n) => {
    const from = new Map(PARTITIONS.map((partition) => [partition, BigInt((n * (partition + 7)) % 60)]));
    const parity = String(n % 2);
    return { from, parity, ...subscribe(feed, at(from), interestIn(parity)) };
  });
  await turn();
  for (let n = 0; n < 60; n += 1) for (const partition of PARTITIONS) read(partition);
  expect(clients.every(({ state }) => state.live)).toBe(true);
  for (const client of clients) expect(client.received.length).toBe(missedBy(client, log).length);
  expect([readers().most, readers().ever, lookups()]).toEqual([1, 1, 1]);
});

interface Wish {
  readonly from: ReadonlyMap<number, bigint>;
  readonly parity: string | undefined;
}

/** What a client is to receive, each partition in order. */
const missedBy = ({ from, parity }: Wish, log: ReadonlyMap<number, bigint>): readonly string[] =>
  PARTITIONS.flatMap((partition) => {
    const names: string[] = [];
    for (let seq = (from.get(partition) ?? 0n) + 1n; seq <= (log.get(partition) ?? 0n); seq += 1n)
      if (parity === undefined || String(seq % 2n) === parity) names.push(`${partition}:${seq}`);
    return names;
  });

const seqs = fc.array(fc.bigInt(0n, 6n), { minLength: 3, maxLength: 3 });
const step = fc.record({
  kind: fc.constantFrom('publish', 'dispatch', 'read', 'fill', 'drain', 'wait', 'resume'),
  partition: fc.constantFrom(...PARTITIONS),
  who: fc.nat(3),
});

test('law: however readers, feed, room and memory interleave, each event comes once and in order, and all go live', async () => {
  await fc.assert(
    fc.asyncProperty(
      seqs,
      fc.array(fc.tuple(seqs, fc.constantFrom(undefined, '0', '1')), { minLength: 1, maxLength: 4 }),
      fc.nat(8),
      fc.array(step, { maxLength: 80 }),
      async (held, wishes, recentEvents, steps) => {
        const here = new Map(PARTITIONS.map((p) => [p, held[p] ?? 0n]));
        const it = await world(here, Math.max(1, recentEvents));
        const clients = wishes.map(([back, parity]) => {
          const from = new Map(PARTITIONS.map((p) => [p, max(0n, (held[p] ?? 0n) - (back[p] ?? 0n))]));
          return { from, parity, ...subscribe(it.feed, at(from), interestIn(parity)) };
        });
        for (const { kind, partition, who } of steps) {
          const client = clients[who % clients.length];
          if (kind === 'publish') it.publish(partition);
          else if (kind === 'dispatch') it.dispatch(partition);
          else if (kind === 'read') it.read(partition);
          else if (kind === 'fill' && client) client.state.full = !client.state.live;
          else if (kind === 'drain') client?.drain();
          else await turn();
        }
        for (const client of clients) client.drain();
        for (let round = 0; round < 100; round += 1) {
          for (const partition of PARTITIONS) {
            it.read(partition);
            it.dispatch(partition);
          }
          await turn();
        }
        for (const client of clients) {
          expect(client.state).toEqual({ live: true, full: false, error: undefined });
          const inPartitions = PARTITIONS.flatMap((partition) =>
            client.received.filter((name) => name.startsWith(`${partition}:`)),
          );
          expect(inPartitions).toEqual(missedBy(client, it.log));
          client.catchUp.cancel();
        }
        expect([it.readers().open, it.feed.listeners()]).toEqual([0, 0]);
        expect(it.readers().most).toBeLessThanOrEqual(2);
      },
    ),
    { numRuns: 300, seed: 7 },
  );
});

const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);
