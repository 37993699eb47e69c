import type pg from 'pg';

/** Each query finds what must not be, for the roles in $1. */
const RULES: readonly string[] = [
  `select format('%s: it is a superuser, bypasses row-level security, replicates, or makes roles or databases', rolname)
   from pg_roles
   where rolname = any($1) and (rolsuper or rolbypassrls or rolreplication or rolcreaterole or rolcreatedb)`,
  `select format('%s: it is a member of %s', member::regrole, roleid::regrole)
   from pg_auth_members where member = any($1::regrole[])`,
  `select format('%s: it owns %s', refobjid::regrole, pg_describe_object(classid, objid, 0))
   from pg_shdepend
   where refobjid = any($1::regrole[]) and deptype = 'o'
     and dbid in (0, (select oid from pg_database where datname = current_database()))`,
  `select format('%s: it may create things in the schema %s', role, nspname)
   from unnest($1) as role, pg_namespace
   where nspname !~ '^pg_' and has_schema_privilege(role, oid, 'create')`,
  `select format('%s: it may create schemas or temporary tables', role)
   from unnest($1) as role
   where has_database_privilege(role, current_database(), 'create, temporary')`,
  `select format('%s: it runs with the rights of %s, whoever calls it', p.oid::regprocedure, proowner::regrole)
   from pg_proc p join pg_namespace n on n.oid = pronamespace
   where prosecdef and nspname !~ '^pg_' and nspname <> 'information_schema' and $1 is not null`,
];

/** Ways around row-level security that no table shows: what the roles are, own, inherit and may create. */
export async function faultsOfRoles(admin: pg.Client, roles: readonly string[]): Promise<string[]> {
  const faults: string[] = [];
  for (const rule of RULES) {
    const { rows } = await admin.query<{ format: string }>(rule.replaceAll('$1', '$1::text[]'), [roles]);
    faults.push(...rows.map((row) => row.format));
  }
  return faults;
}
