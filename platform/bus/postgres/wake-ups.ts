import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Logger } from 'pino';
import { pause } from '../pause.ts';
import type { Bell } from './bell.ts';

/** Brings the news of what was published to the readers of this process at once, to those of others by NOTIFY. */
export interface WakeUps {
  published(topics: Iterable<string>): void;
  /** Rings the bell for each of the topics, until the returned function is called. */
  subscribe(topics: readonly string[], bell: Bell): () => void;
  close(): Promise<void>;
}

const CHANNEL = 'published';
/** Notifications leave no closer to one another than this. */
const DEBOUNCE_MS = 2;
const RECONNECT_MS = 500;
/** PostgreSQL takes less than 8,000 bytes; what does not fit wakes everybody. */
const MAX_PAYLOAD = 7_000;
const EVERYBODY = '*';

export function createWakeUps(url: string, pool: pg.Pool, logger: Logger): WakeUps {
  const self = randomUUID();
  const closing = new AbortController();
  const bells = new Map<string, Set<Bell>>();
  const ring = (topics: Iterable<string>): void => {
    for (const topic of topics) for (const bell of bells.get(topic) ?? []) bell.ring();
  };
  const heard = (payload = ''): void => {
    const [sender, names = ''] = payload.split(' ');
    if (sender !== self) ring(names === EVERYBODY ? bells.keys() : names.split(','));
  };
  const listening = listen(url, heard, logger, closing.signal);
  const notify = debouncedNotify(pool, self);
  return {
    published: (topics) => {
      const names = [...topics];
      ring(names);
      notify(names);
    },
    subscribe: (topics, bell) => {
      for (const topic of topics) bells.set(topic, (bells.get(topic) ?? new Set()).add(bell));
      return () => {
        for (const topic of topics) bells.get(topic)?.delete(bell);
      };
    },
    close: () => {
      closing.abort();
      return listening;
    },
  };
}

/** A statement of its own after the commit: inside the writing transaction NOTIFY takes a lock over all commits. */
function debouncedNotify(pool: pg.Pool, self: string): (topics: readonly string[]) => void {
  const pending = new Set<string>();
  return (topics) => {
    if (pending.size === 0) {
      setTimeout(() => {
        const names = [...pending].join(',');
        pending.clear();
        const payload = `${self} ${names.length > MAX_PAYLOAD ? EVERYBODY : names}`;
        pool.query('select pg_notify($1, $2)', [CHANNEL, payload]).catch(() => {});
      }, DEBOUNCE_MS);
    }
    for (const topic of topics) pending.add(topic);
  };
}

/** A connection outside the pool, made again when lost; readers poll, so what is missed meanwhile is only late. */
async function listen(
  url: string,
  heard: (payload?: string) => void,
  logger: Logger,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const client = new pg.Client({ connectionString: url, keepAlive: true });
    client.on('error', () => {});
    client.on('notification', ({ payload }) => heard(payload));
    try {
      const ended = new Promise((resolve) => client.once('end', resolve));
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      const stop = (): void => void client.end().catch(() => {});
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) stop();
      await ended;
    } catch (error) {
      logger.debug({ err: error }, 'the bus cannot listen for wake-ups and polls');
      await client.end().catch(() => {});
    }
    await pause(RECONNECT_MS, signal);
  }
}
