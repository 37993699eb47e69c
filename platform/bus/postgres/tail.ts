import { pause } from '../pause.ts';
import type { Subscription, TailOptions } from '../port.ts';
import { createSequencer, type Sequencer } from '../sequencer.ts';
import { type Bell, createBell } from './bell.ts';
import { fetchNext, type Place, toDelivered } from './fetch.ts';
import { POLL_MS, type ReaderParts } from './group.ts';
import { partitionsOf } from './topics.ts';

const RETRY_MS = 500;

/** Both are replaced when the topic is made anew. */
interface Reading {
  sequencer: Sequencer;
  places: readonly Place[];
}

/** Reads all partitions of a topic by offset; nothing of it is stored. */
export function tailTopic(parts: ReaderParts, options: TailOptions): Subscription {
  const stopping = new AbortController();
  const bell = createBell();
  const started = Promise.withResolvers<void>();
  let reading: Reading | undefined;

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        reading ??= await begin(parts, options);
        if (reading) {
          started.resolve();
          await readOn(parts, options, reading, bell, stopping.signal);
        }
      } catch (error) {
        parts.logger.debug({ err: error, topic: options.topic }, 'a tail was interrupted and goes on');
      }
      await pause(RETRY_MS, stopping.signal);
    }
  };

  const unsubscribe = parts.wakeUps.subscribe([options.topic], bell);
  const finished = run().finally(() => {
    unsubscribe();
    started.resolve();
  });
  return {
    started: started.promise,
    stop: () => {
      stopping.abort();
      bell.ring();
      return finished;
    },
    lag: async () => {
      const partitions = await partitionsOf(parts.pool, [options.topic]);
      const heads = partitions.reduce((sum, { high }) => sum + high, 0n);
      return heads - (reading?.places.reduce((sum, { position }) => sum + position, 0n) ?? heads);
    },
  };
}

/** Undefined while there is no such topic. */
async function begin({ pool }: ReaderParts, { topic, from }: TailOptions): Promise<Reading | undefined> {
  const partitions = await partitionsOf(pool, [topic]);
  if (partitions.length === 0) return undefined;
  const sequencer = createSequencer(from, partitions);
  const places = partitions.map(({ topicId, partition, low }) => ({
    topicId,
    topic,
    partition,
    position: sequencer.begin.get(partition) ?? low,
  }));
  return { sequencer, places };
}

async function readOn(
  parts: ReaderParts,
  options: TailOptions,
  reading: Reading,
  bell: Bell,
  signal: AbortSignal,
): Promise<void> {
  let refreshAt = 0;
  while (!signal.aborted) {
    if (performance.now() >= refreshAt) {
      await followTopic(parts, options.topic, reading);
      refreshAt = performance.now() + POLL_MS;
    }
    const found = await fetchNext(parts.pool, reading.places);
    for (const [place, rows] of found) {
      for (const row of rows) {
        place.position = row.offset + 1n;
        const message = toDelivered(place, row, parts.logger);
        if (!message || signal.aborted) continue;
        const verdict = reading.sequencer.judge(message);
        if (verdict === 'deliver') options.onMessage(message);
        if (verdict === 'rewind') {
          place.position = 0n;
          break;
        }
      }
    }
    if (found.size === 0) await bell.heard(Math.max(1, refreshAt - performance.now()));
  }
}

/** A topic that was made anew has another id: it is read from its beginning. */
async function followTopic({ pool }: ReaderParts, topic: string, reading: Reading): Promise<void> {
  const { rows } = await pool.query<{ topicId: number; partition: number }>(
    `select p.topic_id as "topicId", p.partition from topic t join topic_partition p on p.topic_id = t.id
     where t.name = $1`,
    [topic],
  );
  const isKnown = rows.every((row) =>
    reading.places.some((place) => place.topicId === row.topicId && place.partition === row.partition),
  );
  if (isKnown) return;
  reading.places = rows.map((row) => ({ ...row, topic, position: 0n }));
  reading.sequencer = createSequencer(new Map(), []);
}
