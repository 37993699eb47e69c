import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import pg from 'pg';
import { pino } from 'pino';
import { openPostgresBus } from 'platform/bus/postgres/bus';
import type { Cause } from 'platform/event-store/events';
import { createEventStore } from 'platform/event-store/store';
import { present } from 'platform/kernel/assert';
import type { CurrencyCode } from 'platform/kernel/currencies';
import { newId, type TenantId } from 'platform/kernel/ids';
import { moneyOf } from 'platform/kernel/money';
import { ok } from 'platform/kernel/result';
import { startPostgres } from 'platform/local-stack/postgres';
import { startRelay } from 'platform/outbox/relay';
import { ACCOUNTS, BOOKS, LEDGER_EVENTS, TRANSACTIONS } from '../contract/events.ts';
import type { LedgerId } from '../domain/account/account.ts';
import { openLedgerDatabase } from '../storage/database.ts';
import { type BookWriter, createBookWriter } from '../storage/writer/bookWriter.ts';
import { recordAccount } from '../use-cases/openAccount.ts';
import { recordLedger } from '../use-cases/openLedger.ts';
import { type Pair, theUsualWay } from './usual-way.ts';

/**
 * Transactions per second of the posting writer, in process, durable (fsync), with row-level security, outbox and a
 * relay that keeps up; beside it the usual way: one SQL transaction of seven statements for each.
 */
const options = new Command('postings')
  .description('Postings per second in process: the grouped writer beside one SQL transaction each.')
  .option('--callers <n>', 'how many wait for an answer at any time', '64')
  .option('--seconds <n>', 'of each run', '5')
  .option('--rounds <n>', 'runs of each, interleaved', '3')
  .option('--accounts <n>', 'of the book', '1000')
  .parse()
  .opts<Record<'callers' | 'seconds' | 'rounds' | 'accounts', string>>();

const tenantId = 'bench' as TenantId;
const cause: Cause = { actor: 'bench', correlationId: 'bench', causationId: 'bench' };
const callers = Number(options.callers);

/** Runs `work` by all callers for the time of a run; returns transactions per second and milliseconds by percentile. */
async function measure(work: () => Promise<void>): Promise<Measured> {
  const end = performance.now() + Number(options.seconds) * 1000;
  const times: number[] = [];
  const started = performance.now();
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (performance.now() < end) {
        const at = performance.now();
        await work();
        times.push(performance.now() - at);
      }
    }),
  );
  const elapsed = (performance.now() - started) / 1000;
  times.sort((a, b) => a - b);
  const percentile = (p: number) => times[Math.floor((times.length - 1) * p)] ?? 0;
  return { perSecond: times.length / elapsed, p50: percentile(0.5), p99: percentile(0.99) };
}

interface Measured {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

const post = (writer: BookWriter, ledgerId: LedgerId, { debit, credit }: Pair) => {
  const amount = ok(moneyOf(100n, 'EUR' as CurrencyCode));
  const transactionId = newId('txn');
  return writer.post({
    tenantId,
    cause,
    answerRefusal: false,
    claim: { mutation: 'postTransaction', key: transactionId, inputHash: Buffer.alloc(32) },
    command: {
      kind: 'postTransaction',
      transactionId,
      ledgerId,
      postings: [
        { accountId: debit, direction: 'DEBIT', amount },
        { accountId: credit, direction: 'CREDIT', amount },
      ],
      effectiveAt: undefined,
      description: 'bench',
      reference: null,
      metadata: null,
      reverses: null,
      mayOverride: false,
    },
  });
};

const median = (values: readonly number[]): number =>
  present([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)], 'there was a run');

const folder = mkdtempSync(join(tmpdir(), 'postings-'));
const logger = pino({ level: 'warn' });
const postgres = await startPostgres({ dataDir: folder, settings: { min_wal_size: '1GB' } });
try {
  const bus = await openPostgresBus({ postgresUrl: postgres.url, logger });
  const database = await openLedgerDatabase(postgres.url);
  const relay = startRelay({ database, bus, topics: [TRANSACTIONS, ACCOUNTS, BOOKS], logger });
  const writer = createBookWriter(database);
  const store = createEventStore({ source: 'ledger', events: LEDGER_EVENTS });
  const ledgerId = newId('ldg');
  const accounts = Array.from({ length: Number(options.accounts) }, () => newId('acct'));
  await database.unitOfWork(tenantId, (uow) => recordLedger({ store }, uow, { cause }, ledgerId, 'Bench'));
  for (const accountId of accounts) {
    await database.unitOfWork(tenantId, (uow) =>
      recordAccount(
        { store },
        uow,
        { cause },
        {
          ...{ accountId, ledgerId, code: accountId, name: 'Bench', type: 'ASSET', currency: 'EUR' },
          ...{ overdraftFloor: undefined, parentId: undefined, metadata: null },
        },
      ),
    );
  }
  const any = () => present(accounts[Math.floor(Math.random() * accounts.length)], 'there are accounts');
  const hot = present(accounts[0], 'there are accounts');
  const uniform = (): Pair => ({ debit: any(), credit: any() });
  const oneHot = (): Pair => ({ debit: hot, credit: any() });
  const pool = new pg.Pool({ connectionString: database.urls.app, max: 16 });
  pool.on('connect', (client) => client.on('error', () => {}));
  const usual = theUsualWay(pool, tenantId, ledgerId);
  const runs: Record<string, () => Promise<unknown>> = {
    'grouped, uniform': () => post(writer, ledgerId, uniform()),
    'usual way, uniform': () => usual(uniform()),
    'grouped, one hot account': () => post(writer, ledgerId, oneHot()),
    'usual way, one hot account': () => usual(oneHot()),
  };
  const results = new Map<string, Measured[]>(Object.keys(runs).map((name) => [name, []]));
  for (let round = 0; round < Number(options.rounds); round += 1) {
    for (const [name, run] of Object.entries(runs)) {
      const measured = await measure(async () => void (await run()));
      results.get(name)?.push(measured);
      await sleep(500);
    }
  }
  const { rows } = await database.system.query<{ n: bigint }>('select count(*) as n from outbox');
  console.table(
    Object.fromEntries(
      [...results].map(([name, all]) => [
        name,
        {
          'transactions/s': Math.round(median(all.map(({ perSecond }) => perSecond))),
          'p50 ms': Number(median(all.map(({ p50 }) => p50)).toFixed(1)),
          'p99 ms': Number(median(all.map(({ p99 }) => p99)).toFixed(1)),
        },
      ]),
    ),
  );
  console.log(`left in the outbox at the end: ${rows[0]?.n}`);
  await pool.end();
  await writer.close();
  await relay.stop();
  await database.close();
  await bus.close();
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
