import pg from 'pg';

/** PostgreSQL's `bigint`, by its object id. */
export const INT8 = 20;

/** `pg`'s own types, with integers of 8 bytes as bigint. */
export function bigintTypes(): pg.TypeOverrides {
  const types = new pg.TypeOverrides();
  types.setTypeParser(INT8, BigInt);
  return types;
}
