import type pg from 'pg';

/** What of a database's catalogue a backup needs. */
export interface Table {
  /** Qualified and quoted. */
  readonly name: string;
  /** Quoted; generated ones left out. */
  readonly columns: readonly string[];
}

/** All tables of a database, in one order. */
export async function tablesOf(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select format('%I.%I', n.nspname, c.relname) as name,
           array_agg(quote_ident(a.attname) order by a.attnum) as columns
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')
    group by 1 order by 1`);
  return rows;
}

/** The next value of each sequence that was used, by its qualified and quoted name. */
export async function sequencesOf(client: pg.ClientBase): Promise<Record<string, string>> {
  const { rows } = await client.query<{ name: string; value: string }>(`
    select format('%I.%I', schemaname, sequencename) as name, last_value::text as value
    from pg_sequences where last_value is not null order by 1`);
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

/** The names of the migrations a database has had, whichever table keeps them. */
export async function migrationsOf(client: pg.ClientBase): Promise<string[]> {
  const { rows: tables } = await client.query<{ table: string }>(`
    select tablename as table from pg_tables
    where schemaname = 'public' and tablename in ('mikro_orm_migrations', 'migration')`);
  const names = tables.map(({ table }) =>
    client.query<{ name: string }>(`select name from ${table} order by name`),
  );
  return (await Promise.all(names)).flatMap(({ rows }) => rows.map(({ name }) => name));
}
