import pg from 'pg';
import type { TestDatabase } from './postgres.ts';
import { readTables, type Table } from './tenant-isolation/catalogue.ts';
import { probe } from './tenant-isolation/probes.ts';
import { faultsOfRoles } from './tenant-isolation/role-rules.ts';
import { faultsOfKeys, faultsOfTable, isMachinery } from './tenant-isolation/table-rules.ts';

/**
 * Proves that a subgraph's database keeps tenants apart, from the catalogue, so that no table can be forgotten:
 *
 * - every table holds tenants' rows under forced row-level security, with `tenant_id` first in every key, or is one
 *   of the machinery, which the app role cannot reach;
 * - under the app role no statement that it may run reads, changes, deletes or adds a row of another tenant;
 * - the roles own nothing, inherit nothing and bypass nothing.
 *
 * It makes rows of two tenants in each table and leaves no trace: all of it is rolled back. Returns the names of the
 * tables; throws one error that lists every fault.
 *
 * @example expect(await assertTenantIsolation(database)).toContain('account');
 */
export async function assertTenantIsolation(
  database: Pick<TestDatabase, 'adminUrl' | 'urls'>,
): Promise<readonly string[]> {
  const app = new URL(database.urls.app).username;
  const system = new URL(database.urls.system).username;
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  try {
    const tables = await readTables(admin, app);
    const faults = [
      ...(await faultsOfRoles(admin, [app, system])),
      ...tables.flatMap(faultsOfTable),
      ...(await probe(admin, app, tables.filter(canBeProbed))),
    ];
    if (faults.length > 0) throw new Error(`Tenants are not kept apart:\n${faults.map(asItem).join('\n')}`);
    return tables.map((table) => table.name);
  } finally {
    await admin.end();
  }
}

/** Where the keys are wrong, rows of two tenants stand in each other's way. */
const canBeProbed = (table: Table): boolean =>
  table.kind === 'table' &&
  table.tenantId !== undefined &&
  !isMachinery(table.name) &&
  faultsOfKeys(table).length === 0;

const asItem = (fault: string): string => `- ${fault}`;
