import type { Column, Table } from './catalogue.ts';

const BY_TYPE: Readonly<Record<string, string>> = {
  bytea: `'\\x00'`,
  json: `'{}'`,
  jsonb: `'{}'`,
  uuid: 'gen_random_uuid()',
};

/** By PostgreSQL's category of types: array, boolean, date or time, number, text. */
const BY_CATEGORY: Readonly<Record<string, string>> = {
  A: `'{}'`,
  B: 'true',
  D: `'today'`,
  N: '1',
  S: `'x'`,
};

/** An INSERT of a row of the tenant $1 with the least that the table demands. */
export function insertSample(table: Table): string {
  const columns = table.columns.filter(({ name, required }) => required || name === 'tenant_id');
  const names = columns.map(({ name }) => name).join(', ');
  return `insert into ${table.sqlName} (${names}) values (${columns.map(sampleOf).join(', ')})`;
}

function sampleOf({ name, type, category }: Column): string {
  if (name === 'tenant_id') return '$1';
  if (category === 'E') return `(enum_range(null::${type}))[1]`;
  const value = BY_TYPE[type] ?? BY_CATEGORY[category];
  if (value) return value;
  throw new Error(`sample-row.ts has no value of the type ${type}, which the column ${name} needs`);
}
