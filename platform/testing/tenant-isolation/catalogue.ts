import type pg from 'pg';

export interface Column {
  readonly name: string;
  readonly type: string;
  /** PostgreSQL's letter for the kind of type: S text, N number, … */
  readonly category: string;
  /** A row cannot be made without a value for it. */
  readonly required: boolean;
}

/** A primary key, unique index or exclusion: its first column, undefined when that is an expression. */
export interface Key {
  readonly name: string;
  readonly first?: string;
}

export interface ForeignKey extends Key {
  readonly referencedFirst: string;
}

/** What the catalogue says about a table, or about what could be read as one. */
export interface Table {
  readonly name: string;
  /** Quoted, with its schema: for SQL. */
  readonly sqlName: string;
  readonly kind: 'table' | 'invoker view' | 'view' | 'foreign table';
  readonly tenantId?: { readonly type: string; readonly notNull: boolean };
  readonly rowSecurity: boolean;
  readonly forced: boolean;
  readonly columns: readonly Column[];
  readonly keys: readonly Key[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly checks: readonly string[];
  /** What the app role may do with it, or with one of its columns, itself or as anybody may. */
  readonly privileges: readonly Privilege[];
}

export const PRIVILEGES = [
  'select',
  'insert',
  'update',
  'delete',
  'truncate',
  'references',
  'trigger',
  'maintain',
] as const;
export type Privilege = (typeof PRIVILEGES)[number];

const COLUMN_PRIVILEGES: readonly Privilege[] = ['select', 'insert', 'update', 'references'];

const MAY = PRIVILEGES.map((privilege) => {
  const scope = COLUMN_PRIVILEGES.includes(privilege) ? 'has_any_column_privilege' : 'has_table_privilege';
  return `case when ${scope}($1, c.oid, '${privilege}') then '${privilege}' end`;
}).join(', ');

const TABLES = `
  select c.relname as name,
         format('%I.%I', n.nspname, c.relname) as "sqlName",
         case when c.relkind in ('r', 'p') then 'table'
              when c.relkind = 'f' then 'foreign table'
              when c.relkind = 'v' and 'security_invoker=true' = any (c.reloptions) then 'invoker view'
              else 'view' end as kind,
         c.relrowsecurity as "rowSecurity",
         c.relforcerowsecurity as forced,
         (select json_build_object('type', format_type(atttypid, atttypmod), 'notNull', attnotnull)
          from pg_attribute where attrelid = c.oid and attname = 'tenant_id') as "tenantId",
         (select coalesce(json_agg(json_build_object(
            'name', quote_ident(attname), 'type', format_type(atttypid, null), 'category', typcategory,
            'required', attnotnull and not atthasdef and attidentity = '') order by attnum), '[]')
          from pg_attribute join pg_type t on t.oid = atttypid
          where attrelid = c.oid and attnum > 0 and not attisdropped) as columns,
         (select coalesce(json_agg(json_build_object('name', i.indexrelid::regclass::text, 'first', attname)), '[]')
          from pg_index i left join pg_attribute on attrelid = c.oid and attnum = i.indkey[0]
          where i.indrelid = c.oid and (i.indisunique or i.indisexclusion)) as keys,
         (select coalesce(json_agg(json_build_object(
            'name', conname, 'first', own.attname, 'referencedFirst', other.attname)), '[]')
          from pg_constraint
          join pg_attribute own on own.attrelid = conrelid and own.attnum = conkey[1]
          join pg_attribute other on other.attrelid = confrelid and other.attnum = confkey[1]
          where conrelid = c.oid and contype = 'f') as "foreignKeys",
         (select coalesce(json_agg(quote_ident(conname)), '[]')
          from pg_constraint where conrelid = c.oid and contype = 'c') as checks,
         array_remove(array[${MAY}], null) as privileges
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm', 'f')
    and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  order by 2`;

/** Every table, view and foreign table of the database, and what the role `app` may do with it. */
export async function readTables(admin: pg.Client, app: string): Promise<readonly Table[]> {
  const { rows } = await admin.query<Table>(TABLES, [app]);
  return rows.map((row) => ({ ...row, tenantId: row.tenantId ?? undefined }));
}
