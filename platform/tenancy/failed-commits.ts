import type pg from 'pg';

type Query = (text: unknown, ...rest: unknown[]) => Promise<pg.QueryResult>;

/**
 * Makes COMMIT fail after a failed statement. PostgreSQL answers it as if all were well, and rolls back: work that
 * swallowed the failure would report as done what was never stored.
 */
export function refuseFailedCommits(pool: pg.Pool): void {
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as Query;
    const guarded: Query = (text, ...rest) =>
      text === 'commit' ? query(text, ...rest).then(requireCommit) : query(text, ...rest);
    client.query = guarded as typeof client.query;
  });
}

function requireCommit(result: pg.QueryResult): pg.QueryResult {
  if (result.command === 'COMMIT') return result;
  throw new Error('a statement of the transaction failed, so it was rolled back');
}
