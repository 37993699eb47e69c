import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import type { Bus } from 'platform/bus/port';
import { openPostgresBus } from 'platform/bus/postgres/bus';
import type { Cause } from 'platform/event-store/events';
import { createEventStore } from 'platform/event-store/store';
import { present } from 'platform/kernel/assert';
import { newId, type TenantId } from 'platform/kernel/ids';
import { startPostgres } from 'platform/local-stack/postgres';
import { startRelay } from 'platform/outbox/relay';
import { createMetrics } from 'platform/telemetry/metrics';
import type { Database } from 'platform/tenancy/database';
import { ACCOUNTS, BOOKS, LEDGER_EVENTS, TRANSACTIONS } from '../../contract/events.ts';
import type { AccountId, LedgerId } from '../../domain/account/account.ts';
import type { OpenAccount } from '../../domain/account/open.ts';
import { startFolding } from '../../read-models/checkpoint/folding.ts';
import { openLedgerDatabase } from '../../storage/database.ts';
import { type BookWriter, createBookWriter } from '../../storage/writer/bookWriter.ts';
import { recordAccount } from '../../use-cases/openAccount.ts';
import { recordLedger } from '../../use-cases/openLedger.ts';

export const tenantId = 'bench' as TenantId;
export const cause: Cause = { actor: 'bench', correlationId: 'bench', causationId: 'bench' };

/** A ledger as it runs: a durable PostgreSQL of its own, a writer, a relay that publishes meanwhile, and checkpoints. */
export interface BenchStack {
  /** The server, as its administrator. */
  readonly postgresUrl: string;
  readonly database: Database;
  readonly writer: BookWriter;
  /** Opens a book with so many accounts without a floor. */
  openBook(accounts: number): Promise<BenchBook>;
  /** Messages that are not on the bus yet. */
  waiting(): Promise<number>;
  /** Resolves when none is waiting. */
  drained(): Promise<void>;
  stop(): Promise<void>;
}

export interface BenchBook {
  readonly ledgerId: LedgerId;
  readonly accounts: readonly AccountId[];
}

const SETTINGS = { min_wal_size: '1GB' };
const DRAIN_POLL_MS = 20;

const logger = pino({ level: 'warn' });

const openBesideIt = (postgresUrl: string): Promise<Bus> => openPostgresBus({ postgresUrl, logger });

/** `openBus`: what the relay publishes to; by default the PostgreSQL bus on the same server. */
export async function startStack(
  openBus: (postgresUrl: string) => Promise<Bus> = openBesideIt,
): Promise<BenchStack> {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-bench-'));
  const postgres = await startPostgres({ dataDir: folder, settings: SETTINGS });
  const bus = await openBus(postgres.url);
  const database = await openLedgerDatabase(postgres.url);
  const relay = startRelay({ database, bus, topics: [TRANSACTIONS, ACCOUNTS, BOOKS], logger });
  const folding = startFolding({ database, logger, metrics: createMetrics() });
  const writer = createBookWriter(database);
  const waiting = async (): Promise<number> => {
    const { rows } = await database.system.query<{ n: bigint }>(
      'select coalesce(sum(count), 0)::bigint as n from outbox',
    );
    return Number(present(rows[0], 'a sum has a row').n);
  };
  return {
    ...{ postgresUrl: postgres.url, database, writer, waiting },
    openBook: (accounts) => openBook(database, accounts),
    drained: async () => {
      while ((await waiting()) > 0) await sleep(DRAIN_POLL_MS);
    },
    stop: async () => {
      await writer.close();
      await folding.stop();
      await relay.stop();
      await database.close();
      await bus.close();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openBook({ unitOfWork }: Database, size: number): Promise<BenchBook> {
  const store = createEventStore({ source: 'ledger', events: LEDGER_EVENTS });
  const ledgerId = newId('ldg');
  const accounts = Array.from({ length: size }, () => newId('acct'));
  await unitOfWork(tenantId, (uow) => recordLedger({ store }, uow, { cause }, ledgerId, 'Bench'));
  for (const accountId of accounts) {
    const account: OpenAccount = {
      ...{ accountId, ledgerId, code: accountId, name: 'Bench', type: 'ASSET', currency: 'EUR' },
      ...{ overdraftFloor: undefined, parentId: undefined, metadata: null },
    };
    await unitOfWork(tenantId, (uow) => recordAccount({ store }, uow, { cause }, account));
  }
  return { ledgerId, accounts };
}
