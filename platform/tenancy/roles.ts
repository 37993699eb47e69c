import { createHmac } from 'node:crypto';
import pg from 'pg';

/** A subgraph's three PostgreSQL roles. */
export interface Roles {
  /** Owns the tables, runs migrations, nothing else. */
  readonly owner: string;
  /** Serves requests: owns nothing, cannot bypass row-level security. */
  readonly app: string;
  /** Relay and projections: sees all tenants through explicit policies. */
  readonly system: string;
}

export const rolesOf = (subgraph: string): Roles => {
  const prefix = subgraph.replaceAll('-', '_');
  return { owner: `${prefix}_owner`, app: `${prefix}_app`, system: `${prefix}_system` };
};

/** The URL of `database` for a role. Its password is derived from the administrator's, so that every process knows it. */
export function roleUrl(postgresUrl: string, role: string, database: string): string {
  const url = new URL(postgresUrl);
  const password = passwordOf(url.password, role);
  url.username = role;
  url.password = password;
  url.pathname = `/${database}`;
  return url.toString();
}

const passwordOf = (secret: string, role: string): string =>
  createHmac('sha256', secret).update(role).digest('hex');

/** One provisioning at a time on a server: roles are shared by all its databases. */
const PROVISION_LOCK = 7_203_001;

/** Makes the subgraph's roles and its database where they are missing. Safe to run by many at once. */
export async function provision(postgresUrl: string, subgraph: string, database: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl(postgresUrl, 'postgres') });
  admin.on('error', () => {});
  await admin.connect();
  try {
    await admin.query('select pg_advisory_lock($1)', [PROVISION_LOCK]);
    const roles = rolesOf(subgraph);
    const secret = new URL(postgresUrl).password;
    for (const role of Object.values(roles)) await ensureRole(admin, role, passwordOf(secret, role));
    await ensureDatabase(admin, database, roles);
  } finally {
    await admin.end();
  }
}

export function adminUrl(postgresUrl: string, database: string): string {
  const url = new URL(postgresUrl);
  url.pathname = `/${database}`;
  return url.toString();
}

/** A role that is there gets its password anew: the administrator's, which it follows, may have changed. */
async function ensureRole(admin: pg.Client, role: string, password: string): Promise<void> {
  const { rowCount } = await admin.query('select 1 from pg_roles where rolname = $1', [role]);
  const statement = rowCount
    ? `alter role ${role}`
    : `create role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls`;
  await admin.query(`${statement} password '${password}'`);
}

async function ensureDatabase(admin: pg.Client, database: string, roles: Roles): Promise<void> {
  const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [database]);
  const name = admin.escapeIdentifier(database);
  if (!rowCount) await admin.query(`create database ${name} owner ${roles.owner}`);
  await admin.query(`revoke all on database ${name} from public`);
  await admin.query(`grant connect on database ${name} to ${roles.app}, ${roles.system}`);
}
