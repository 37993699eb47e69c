import pg from 'pg';

/** How long a connection may take, and an answer: nobody waits for ever for a server that is silent. */
export const PATIENCE = { connectionTimeoutMillis: 5_000, query_timeout: 30_000 };

/** PostgreSQL's `bigint`, by its object id. */
export const INT8 = 20;

/** `pg`'s own types, with integers of 8 bytes as bigint. */
export function bigintTypes(): pg.TypeOverrides {
  const types = new pg.TypeOverrides();
  types.setTypeParser(INT8, BigInt);
  return types;
}
