import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Bus, DeliveredMessage, PartitionRange, TailOptions } from 'platform/bus/port';
import { startCatchUp } from '../catch-up.ts';
import type { Position } from '../cursor.ts';
import { createSlots } from '../slots.ts';
import type { Follower, TopicFeed } from '../topic-feed.ts';

const TOPIC = 't.v1';
const PARTITIONS = [0, 1, 2] as const;

/** A log, a reader and a feed that move only when a test says so. */
function world(held: ReadonlyMap<number, bigint>, from: ReadonlyMap<number, bigint>) {
  const log = new Map(held);
  const dispatched = new Map(held);
  const readers = new Set<{ options: TailOptions; at: Map<number, bigint> }>();
  const followers = new Set<Follower>();
  const received: string[] = [];
  const state = { live: false, full: false, error: undefined as string | undefined };
  let oldest = 1n;

  const message = (partition: number, seq: bigint) =>
    ({ topic: TOPIC, partition, seq, incarnation: 'i1' }) as DeliveredMessage;
  const ranges = (): PartitionRange[] =>
    PARTITIONS.map((partition) => {
      const last = log.get(partition) ?? 0n;
      const holds = last >= oldest;
      return {
        partition,
        first: holds ? oldest : undefined,
        last: holds ? last : undefined,
        incarnation: holds ? 'i1' : undefined,
      };
    });
  const bus = {
    ranges: async () => ranges(),
    tail(options: TailOptions) {
      const reader = { options, at: new Map(options.from as ReadonlyMap<number, bigint>) };
      readers.add(reader);
      return {
        started: Promise.resolve(),
        stop: async () => void readers.delete(reader),
        lag: async () => 0n,
      };
    },
  } as unknown as Bus;
  const position = (): Position => ({ topic: TOPIC, incarnation: 'i1', seqs: dispatched });
  const feed: TopicFeed = {
    topic: TOPIC,
    position,
    snapshot: position,
    listen: () => {},
    unlisten: () => {},
    follow(follower) {
      followers.add(follower);
      return () => void followers.delete(follower);
    },
    listeners: () => followers.size,
    close: async () => {},
  };
  const catchUp = startCatchUp({
    bus,
    feed,
    from: { topic: TOPIC, incarnation: 'i1', seqs: from },
    slots: createSlots(1, 10),
    subscriber: {
      receive: ({ partition, seq }) => void received.push(`${partition}:${seq}`),
      isFull: () => state.full,
      goLive: () => {
        state.live = true;
      },
      end: ({ code }) => {
        state.error = code;
      },
    },
  });
  return {
    state,
    received,
    log,
    readers,
    followers,
    publish: (partition: number) => void log.set(partition, (log.get(partition) ?? 0n) + 1n),
    expireBefore: (seq: bigint) => {
      oldest = seq;
    },
    /** The feed dispatches its next message of the partition, if there is one. */
    dispatch(partition: number) {
      const seq = (dispatched.get(partition) ?? 0n) + 1n;
      if (seq > (log.get(partition) ?? 0n)) return;
      dispatched.set(partition, seq);
      if (state.live) received.push(`${partition}:${seq}`);
      for (const follower of [...followers]) follower.offer(message(partition, seq));
    },
    /** Each reader gets its next message of the partition, if there is one. */
    read(partition: number) {
      for (const { options, at } of [...readers]) {
        const after = at.get(partition) ?? 0n;
        const seq = after + 1n < oldest ? oldest : after + 1n;
        if (seq > (log.get(partition) ?? 0n)) continue;
        at.set(partition, seq);
        options.onMessage(message(partition, seq));
      }
    },
    drain() {
      state.full = false;
      catchUp.resume();
    },
    catchUp,
  };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('catching up', () => {
  test('with nothing missed is live at once, and opens no reader', () => {
    const { state, readers, followers } = world(new Map([[0, 3n]]), new Map([[0, 3n]]));
    expect([state.live, readers.size, followers.size]).toEqual([true, 0, 0]);
  });

  test('reads what was missed and turns live when it stands where the feed stands', async () => {
    const { state, received, read, readers, followers } = world(new Map([[0, 3n]]), new Map([[0, 1n]]));
    await turn();
    read(0);
    expect(state.live).toBe(false);
    read(0);
    expect(received).toEqual(['0:2', '0:3']);
    await turn();
    expect([state.live, readers.size, followers.size]).toEqual([true, 0, 0]);
  });

  test('is not held up by a partition that has nothing new', async () => {
    const here = new Map([
      [0, 2n],
      [1, 7n],
    ]);
    const { state, read } = world(here, new Map([...here, [0, 1n]]));
    await turn();
    read(0);
    expect(state.live).toBe(true);
  });

  test('takes from the feed what its reader has not brought yet', async () => {
    const { received, publish, dispatch, state } = world(new Map([[0, 1n]]), new Map([[0, 1n]]));
    publish(0);
    dispatch(0);
    expect([received, state.live]).toEqual([['0:2'], true]);
  });

  test('of a position whose next event is no longer held is CURSOR_EXPIRED', async () => {
    const { state, expireBefore } = world(new Map([[0, 9n]]), new Map([[0, 3n]]));
    expireBefore(5n);
    await turn();
    expect(state.error).toBe('CURSOR_EXPIRED');
  });

  test('of a position in a partition that is empty by now is CURSOR_EXPIRED', async () => {
    const { state, expireBefore } = world(new Map([[0, 9n]]), new Map([[0, 3n]]));
    expireBefore(10n);
    await turn();
    expect(state.error).toBe('CURSOR_EXPIRED');
  });

  test('that meets a gap, since events expired while it read, is CURSOR_EXPIRED', async () => {
    const { state, expireBefore, read } = world(new Map([[0, 9n]]), new Map([[0, 3n]]));
    await turn();
    read(0);
    expireBefore(8n);
    read(0);
    expect(state.error).toBe('CURSOR_EXPIRED');
  });

  test('of a position that the log has not reached is CURSOR_INVALID', async () => {
    const { state } = world(new Map([[0, 3n]]), new Map([[0, 4n]]));
    await turn();
    expect(state.error).toBe('CURSOR_INVALID');
  });

  test('stops reading while there is no room, and goes on when there is', async () => {
    const { state, received, read, readers, drain } = world(new Map([[0, 3n]]), new Map());
    await turn();
    read(0);
    state.full = true;
    read(0);
    await turn();
    expect([received, readers.size]).toEqual([['0:1'], 0]);
    drain();
    await turn();
    read(0);
    read(0);
    expect([received, state.live]).toEqual([['0:1', '0:2', '0:3'], true]);
  });

  test('that is cancelled leaves no reader and no follower', async () => {
    const { catchUp, readers, followers } = world(new Map([[0, 3n]]), new Map());
    await turn();
    catchUp.cancel();
    await turn();
    expect([readers.size, followers.size]).toEqual([0, 0]);
  });
});

test('law: however reader and feed interleave, each event is received once and in order, until live', async () => {
  const seqs = fc.array(fc.bigInt(0n, 4n), { minLength: 3, maxLength: 3 });
  const step = fc.tuple(
    fc.constantFrom('publish', 'dispatch', 'read', 'fill', 'drain', 'wait'),
    fc.constantFrom(...PARTITIONS),
  );
  await fc.assert(
    fc.asyncProperty(seqs, seqs, fc.array(step, { maxLength: 60 }), async (held, behind, steps) => {
      const here = new Map(PARTITIONS.map((p) => [p, held[p] ?? 0n]));
      const from = new Map(PARTITIONS.map((p) => [p, max(0n, (held[p] ?? 0n) - (behind[p] ?? 0n))]));
      const it = world(here, from);
      for (const [kind, partition] of steps) {
        if (kind === 'publish') it.publish(partition);
        else if (kind === 'dispatch') it.dispatch(partition);
        else if (kind === 'read') it.read(partition);
        else if (kind === 'fill') it.state.full = !it.state.live;
        else if (kind === 'drain') it.drain();
        else await turn();
      }
      it.drain();
      for (let round = 0; round < 80; round += 1) {
        for (const partition of PARTITIONS) {
          it.read(partition);
          it.dispatch(partition);
        }
        if (!it.state.live) await turn();
      }
      await turn();
      expect(it.state).toEqual({ live: true, full: false, error: undefined });
      for (const partition of PARTITIONS) {
        const expected: string[] = [];
        for (let seq = (from.get(partition) ?? 0n) + 1n; seq <= (it.log.get(partition) ?? 0n); seq += 1n)
          expected.push(`${partition}:${seq}`);
        expect(it.received.filter((name) => name.startsWith(`${partition}:`))).toEqual(expected);
      }
      expect([it.readers.size, it.followers.size]).toEqual([0, 0]);
    }),
    { numRuns: 300 },
  );
});

const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);
