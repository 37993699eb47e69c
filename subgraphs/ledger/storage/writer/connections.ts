import pg from 'pg';
import { bigintTypes } from 'platform/tenancy/pg-settings';

const CONNECT_TIMEOUT_MS = 3_000;
/** For the book's lock, which another process may hold. */
const LOCK_TIMEOUT_MS = 5_000;
/** For any answer of the server; longer than it may wait for a lock. */
const ANSWER_TIMEOUT_MS = 8_000;
/** After it the server ends the transaction of a process that hangs, and with it the lock on its book. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 5_000;

/** The plans of its statements are the same for all values: none is looked for anew, or taken for what a table once was. */
const PLAN_ONCE = '-c plan_cache_mode=force_generic_plan';

/** The writer's own connections, pipelined: statements are sent without waiting for the ones before. */
export interface Connections {
  /** Gives `work` a connection of its own. One on which it fails is not used again. */
  use<T>(work: (client: pg.Client) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** What is asked from now until the end of this turn leaves in one write, instead of one for each statement. */
export function sendTogether({ connection: { stream } }: pg.Client): void {
  stream.cork();
  process.nextTick(() => stream.uncork());
}

export function createConnections(url: string): Connections {
  const idle = new Set<pg.Client>();

  const open = async (): Promise<pg.Client> => {
    const client = new pg.Client({
      connectionString: url,
      types: bigintTypes(),
      pipeline: true,
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      lock_timeout: LOCK_TIMEOUT_MS,
      query_timeout: ANSWER_TIMEOUT_MS,
      options: PLAN_ONCE,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    });
    const forget = (): void => {
      idle.delete(client);
    };
    client.on('error', forget);
    client.on('end', forget);
    await client.connect();
    return client;
  };

  return {
    use: async (work) => {
      const [first] = idle;
      if (first) idle.delete(first);
      const client = first ?? (await open());
      try {
        const result = await work(client);
        idle.add(client);
        return result;
      } catch (error) {
        // Not awaited: what was sent ahead may still be answering, and a server that hangs never says goodbye.
        client.end().catch(() => {});
        throw error;
      }
    },
    close: async () => {
      await Promise.all([...idle].map((client) => client.end().catch(() => {})));
    },
  };
}
