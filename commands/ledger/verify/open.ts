import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { publicPart, readKey } from 'platform/auth/key-files';
import { type TrustedKeys, trustedKeys } from 'platform/auth/service-keys';
import { openBus } from 'platform/bus/open';
import type { Bus } from 'platform/bus/port';
import { StartupError } from 'platform/local-stack/startup-error';
import { keysFolder, type Mode, runningState } from 'platform/local-stack/state';
import { bigintTypes } from 'platform/tenancy/pg-settings';
import { rolesOf, roleUrl } from 'platform/tenancy/roles';
import { existingDatabases } from '../../db/databases.ts';

const LEDGER = 'ledger';

/** The ledger's database, and what its audit heads are compared with. */
export interface OpenedLedger {
  /** Sees the books of all tenants. */
  readonly system: pg.Client;
  /** Sees those of the tenant that is set. */
  readonly app: pg.Client;
  readonly trusted: TrustedKeys;
  /** None: Kafka does not run. */
  readonly bus: Bus | undefined;
}

/** Opens them for the work. Fails in one line when there is no ledger yet, or no key of it. */
export async function withLedger(
  postgresUrl: string,
  mode: Mode,
  work: (ledger: OpenedLedger) => Promise<void>,
): Promise<void> {
  const { subgraphs } = await existingDatabases(postgresUrl);
  if (!subgraphs.includes(LEDGER)) throw new StartupError('There is no ledger yet: nothing was recorded.');
  const trusted = await readTrusted(process.env.KEYS_DIR ?? keysFolder(mode));
  const roles = rolesOf(LEDGER);
  const system = await connect(roleUrl(postgresUrl, roles.system, LEDGER));
  const app = await connect(roleUrl(postgresUrl, roles.app, LEDGER));
  const bus = await openRunningBus(postgresUrl, mode);
  try {
    await work({ system, app, trusted, bus });
  } finally {
    await bus?.close();
    await app.end();
    await system.end();
  }
}

async function readTrusted(folder: string): Promise<TrustedKeys> {
  const file = join(folder, `${LEDGER}.private.jwk.json`);
  const key = await readKey(file);
  if (!key) throw new StartupError(`There is no ${file}: without the ledger's key no head can be proven.`);
  return trustedKeys({ keys: [publicPart(key)] });
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, types: bigintTypes() });
  client.on('error', () => {}); // lost: the statement rejects
  await client.connect();
  return client;
}

async function openRunningBus(postgresUrl: string, mode: Mode): Promise<Bus | undefined> {
  const kafkaBrokers = process.env.KAFKA_BROKERS?.split(',') ?? runningState(mode)?.kafkaBrokers;
  if (mode === 'full' && !kafkaBrokers) return undefined;
  return openBus({ postgresUrl, kafkaBrokers, clientId: 'ledger-verify', logger: pino({ level: 'warn' }) });
}
