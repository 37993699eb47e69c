import pg from 'pg';
import { createBoundedCache } from '../kernel/bounded-cache.ts';
import { bigintTypes, PATIENCE } from './pg-settings.ts';
import { compile } from './statements.ts';
import type { Reader } from './unit-of-work.ts';

/** Connections for reads at the most. */
const MAX_CONNECTIONS = 8;
/** Statements that stay prepared on each connection; more than a subgraph's loaders have. */
const MAX_PREPARED = 200;

export interface Readers {
  /** Reads of one tenant. */
  readonly reader: (tenantId: Reader['tenantId']) => Reader;
  close(): Promise<void>;
}

/**
 * Reads without a unit of work: each statement is a read-only transaction of its own, sent to the database in one
 * piece with the tenant it is for, where a unit of work needs a round trip for each. For DataLoader batches, and
 * wherever one statement is the whole answer.
 */
export function openReaders(url: string): Readers {
  const pool = new pg.Pool({
    connectionString: url,
    max: MAX_CONNECTIONS,
    types: bigintTypes(),
    pipeline: true,
    ...PATIENCE,
  });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {})); // lost while in use: the statement rejects
  const names = statementNames();
  return {
    reader: (tenantId) => ({
      tenantId,
      query: async <Row>(statement: Parameters<Reader['query']>[0]) => {
        const { text, values } = compile(statement);
        return read<Row>(pool, tenantId, { name: names(text), text, values });
      },
    }),
    close: () => pool.end(),
  };
}

/** Everything is sent at once; what fails makes the rest fail, and the connection is not used again. */
async function read<Row>(pool: pg.Pool, tenantId: string, statement: pg.QueryConfig): Promise<Row[]> {
  const client = await pool.connect();
  const results = await Promise.allSettled([
    client.query(`begin read only; select set_config('app.tenant_id', ${pg.escapeLiteral(tenantId)}, true)`),
    client.query(statement),
    client.query('commit'),
  ]);
  const failure = results.find((result) => result.status === 'rejected');
  client.release(failure !== undefined);
  if (failure) throw failure.reason;
  return (results[1] as PromiseFulfilledResult<pg.QueryResult>).value.rows as Row[];
}

/** A statement that comes often is prepared once on each connection. */
function statementNames(): (text: string) => string | undefined {
  const names = createBoundedCache<string, string>(MAX_PREPARED);
  return (text) => {
    const known = names.get(text);
    if (known || names.size === MAX_PREPARED) return known;
    const name = `read_${names.size}`;
    names.set(text, name);
    return name;
  };
}
