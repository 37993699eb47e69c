import pg from 'pg';
import { bigintTypes } from 'platform/tenancy/pg-types';

/** Books written to at the same time. */
const MAX_CONNECTIONS = 4;

/** The writer's own connections, pipelined: statements are sent without waiting for the ones before. */
export interface Connections {
  available(): boolean;
  /** Gives `work` a connection of its own. One that breaks is replaced by the next use. */
  use<T>(work: (client: pg.Client) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export function createConnections(url: string): Connections {
  const idle = new Set<pg.Client>();
  let used = 0;

  const open = async (): Promise<pg.Client> => {
    const client = new pg.Client({
      connectionString: url,
      types: bigintTypes(),
      pipeline: true,
      keepAlive: true,
    });
    const broken = () => {
      idle.delete(client);
      client.removeAllListeners('end');
    };
    client.on('error', broken);
    client.on('end', broken);
    await client.connect();
    return client;
  };

  return {
    available: () => used < MAX_CONNECTIONS,
    use: async (work) => {
      used += 1;
      try {
        const [first] = idle;
        if (first) idle.delete(first);
        const client = first ?? (await open());
        const result = await work(client);
        idle.add(client);
        return result;
      } finally {
        used -= 1;
      }
    },
    close: async () => {
      await Promise.all([...idle].map((client) => client.end().catch(() => {})));
    },
  };
}
