import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { createServiceKeys } from 'platform/auth/service-keys';
import type { Bus } from 'platform/bus/port';
import { openPostgresBus } from 'platform/bus/postgres/bus';
import { startRelay } from 'platform/outbox/relay';
import { createMetrics } from 'platform/telemetry/metrics';
import type { Database } from 'platform/tenancy/database';
import { bigintTypes } from 'platform/tenancy/pg-settings';
import { dropDatabase, testDatabase, testPostgresUrl } from 'platform/testing/postgres';
import { LEDGER_EVENTS } from '../contract/events.ts';
import { publishedHeads } from '../read-models/audit/publishedHeads.ts';
import { type Chainer, startChainer } from '../storage/audit/chainer/chainer.ts';
import { ledgerDatabase } from '../storage/database.ts';
import { acme, ledgerOn, type TestLedger } from './harness.ts';

/** A ledger with a bus and a relay; its chainers are started by the tests. */
export interface AuditedLedger {
  readonly ledger: TestLedger;
  readonly bus: Bus;
  /** The superuser, for whom no policy and no trigger holds. */
  readonly admin: pg.Client;
  startChainer(headIntervalMs?: number): Chainer;
  /** Ends the session of the chainer that leads, if one does. */
  endLead(): Promise<void>;
  /** Waits until so many of the chainers lead. */
  untilLeading(count: number): Promise<void>;
  /** Waits until all of a book is chained, signed and published. */
  untilSigned(book: string): Promise<void>;
  verify(book: string, after?: string): Promise<Verified>;
  close(): Promise<void>;
}

export interface Verified {
  readonly ok: boolean;
  readonly checked: number;
  readonly verifiedThrough: string | null;
  readonly complete: boolean;
  readonly endCursor: string | null;
  readonly firstFault: {
    readonly record: string | null;
    readonly version: number | null;
    readonly seq: number | null;
    readonly reason: string;
    readonly message: string;
  } | null;
}

const logger = pino({ level: process.env.LOG_LEVEL ?? 'silent' });

export async function startAuditedLedger(): Promise<AuditedLedger> {
  const database = await testDatabase(ledgerDatabase);
  const busName = `test_bus_${randomBytes(6).toString('hex')}`;
  const bus = await openPostgresBus({ postgresUrl: testPostgresUrl(), database: busName, logger });
  const keysDir = mkdtempSync(join(tmpdir(), 'keys-'));
  const keys = await createServiceKeys(keysDir, ['ledger']);
  const { trusted } = keys;
  const ledger = ledgerOn(database, { trusted, published: publishedHeads(bus, trusted) });
  const topics = [...new Set(LEDGER_EVENTS.map(({ topic }) => topic))];
  const relay = startRelay({ database, bus, topics, logger });
  const admin = new pg.Client({ connectionString: database.adminUrl, types: bigintTypes() });
  await admin.connect();
  await admin.query('set session_replication_role = replica');
  const chainers = new Set<Chainer>();
  return {
    ...{ ledger, bus, admin },
    startChainer: (headIntervalMs = 0) => {
      const options = { database, key: keys.keyOf('ledger'), logger, metrics: createMetrics() };
      const chainer = startChainer({ ...options, headIntervalMs });
      chainers.add(chainer);
      return chainer;
    },
    endLead: async () => void (await admin.query(END_LEAD)),
    untilLeading: async (count) => {
      while ([...chainers].filter((chainer) => chainer.isLeader()).length !== count) await admin.query(SOON);
    },
    untilSigned: (book) => untilSigned(admin, ledger.services.audit, book),
    verify: (book, after) => verify(ledger, book, after),
    close: async () => {
      for (const chainer of chainers) await chainer.stop();
      await relay.stop();
      await admin.end();
      await bus.close();
      await ledger.close();
      await dropDatabase(busName);
      rmSync(keysDir, { recursive: true });
    },
  };
}

const END_LEAD = `
  select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database
  where l.locktype = 'advisory' and l.objid = 7203014 and d.datname = current_database()`;

const SOON = 'select pg_sleep(0.01)';
const POLL_MS = 20;
const WAIT_MS = 60_000;

async function untilSigned(
  admin: pg.Client,
  { published }: TestLedger['services']['audit'],
  book: string,
): Promise<void> {
  const deadline = Date.now() + WAIT_MS;
  while (Date.now() < deadline) {
    const { rows } = await admin.query<{ seq: bigint; signed: boolean }>(
      `select c.seq, c.through >= l.last_recorded_at and c.head_seq = c.seq as signed
       from ledger l join audit_chain c on c.ledger_id = l.id where l.id = $1`,
      [book],
    );
    const [chain] = rows;
    const heads = chain?.signed ? await published(acme.tenantId, book) : [];
    if (chain && heads.at(-1)?.seq === Number(chain.seq)) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error('waited in vain for a signed head');
}

export async function verify(
  ledger: Pick<TestLedger<Database>, 'ask'>,
  book: string,
  after?: string,
): Promise<Verified> {
  const { verifyAuditTrail } = await ledger.ask<{ verifyAuditTrail: Verified }>(
    `query ($book: ID!, $after: Cursor) {
       verifyAuditTrail(ledgerId: $book, after: $after) {
         ok checked verifiedThrough complete endCursor firstFault { record version seq reason message } } }`,
    { book, after },
  );
  return verifyAuditTrail;
}
