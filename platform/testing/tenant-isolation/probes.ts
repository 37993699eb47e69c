import type pg from 'pg';
import type { Table } from './catalogue.ts';
import { insertSample } from './sample-row.ts';

const OWN = 'isolation-own';
const OTHER = 'isolation-other';
const INSUFFICIENT_PRIVILEGE = '42501';

/** Tries under the app role what it may do with each table; all of it is rolled back. Returns what went through. */
export async function probe(admin: pg.Client, app: string, tables: readonly Table[]): Promise<string[]> {
  await admin.query('begin');
  try {
    await addSamples(admin, tables);
    await admin.query(`set local role ${app}`);
    const faults = await inAll(tables, (table) => withoutTenant(admin, table));
    await admin.query(`select set_config('app.tenant_id', '', true)`);
    faults.push(...(await inAll(tables, (table) => withoutTenant(admin, table))));
    await admin.query(`select set_config('app.tenant_id', $1, true)`, [OWN]);
    faults.push(...(await inAll(tables, (table) => asOwnTenant(admin, table))));
    return faults;
  } finally {
    await admin.query('rollback');
  }
}

/** Rows of two tenants in each table. What else the rows must fulfil is of no interest here, and is switched off. */
async function addSamples(admin: pg.Client, tables: readonly Table[]): Promise<void> {
  for (const { sqlName, checks } of tables) {
    for (const check of checks) await admin.query(`alter table ${sqlName} drop constraint ${check}`);
  }
  await admin.query('set local session_replication_role = replica');
  for (const table of tables) {
    for (const tenant of [OWN, OTHER]) await admin.query(insertSample(table), [tenant]);
  }
  await admin.query('set local session_replication_role = origin');
}

async function inAll(
  tables: readonly Table[],
  check: (table: Table) => Promise<readonly string[]>,
): Promise<string[]> {
  const faults: string[] = [];
  for (const table of tables) {
    faults.push(...(await check(table)).map((fault) => `${table.name}: ${fault}`));
  }
  return faults;
}

/** Nothing is there, and nothing can be added, while no tenant is set. */
async function withoutTenant(admin: pg.Client, table: Table): Promise<string[]> {
  const faults: string[] = [];
  if (table.privileges.includes('select')) {
    const { rows } = await attempt(admin, `select from ${table.sqlName}`);
    if (rows !== 0) faults.push('its rows are read while no tenant is set');
  }
  if (table.privileges.includes('insert')) {
    const { error } = await attempt(admin, insertSample(table), [OTHER]);
    if (error !== INSUFFICIENT_PRIVILEGE) faults.push('rows are added while no tenant is set');
  }
  return faults;
}

async function asOwnTenant(admin: pg.Client, { sqlName, ...table }: Table): Promise<string[]> {
  const faults: string[] = [];
  const expect = (holds: boolean, fault: string) => holds || faults.push(fault);
  const run = (text: string, tenant: string) => attempt(admin, text, [tenant]);
  const insert = insertSample({ sqlName, ...table });

  if (table.privileges.length === 0) {
    const { error } = await attempt(admin, `select from ${sqlName}`);
    expect(error === INSUFFICIENT_PRIVILEGE, 'it is reached without a privilege');
  }
  if (table.privileges.includes('select')) {
    const others = await run(`select from ${sqlName} where tenant_id <> $1`, OWN);
    expect(others.rows === 0, "another tenant's rows are read");
    const own = await run(`select from ${sqlName} where tenant_id = $1`, OWN);
    expect(own.rows === 1, "the tenant's own row is not read, so that this check proves nothing");
  }
  if (table.privileges.includes('insert')) {
    const others = await run(insert, OTHER);
    expect(others.error === INSUFFICIENT_PRIVILEGE, "another tenant's row is added");
    const own = await run(insert, OWN);
    expect(
      own.error !== INSUFFICIENT_PRIVILEGE,
      "the tenant's own row is refused, so that this check proves nothing",
    );
  }
  if (table.privileges.includes('update')) {
    const others = await run(`update ${sqlName} set tenant_id = tenant_id where tenant_id <> $1`, OWN);
    expect(others.rows === 0, "another tenant's rows are changed");
    const given = await run(`update ${sqlName} set tenant_id = $1`, OTHER);
    expect(given.error === INSUFFICIENT_PRIVILEGE, 'a row is given to another tenant');
  }
  if (table.privileges.includes('delete')) {
    const others = await run(`delete from ${sqlName} where tenant_id <> $1`, OWN);
    expect(others.rows === 0, "another tenant's rows are deleted");
  }
  return faults;
}

interface Attempt {
  /** Read or changed; undefined when it was refused. */
  readonly rows?: number;
  readonly error?: string;
}

/** Runs a statement and takes it back. */
async function attempt(admin: pg.Client, text: string, values: readonly string[] = []): Promise<Attempt> {
  await admin.query('savepoint attempt');
  try {
    const { rowCount } = await admin.query(text, [...values]);
    return { rows: rowCount ?? 0 };
  } catch (error) {
    return { error: (error as { code?: string }).code ?? 'unknown' };
  } finally {
    await admin.query('rollback to savepoint attempt');
  }
}
