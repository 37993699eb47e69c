import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import pg from 'pg';
import { pino } from 'pino';
import { present } from 'platform/kernel/assert';
import { newId, type TenantId } from 'platform/kernel/ids';
import { startPostgres } from 'platform/local-stack/postgres';
import { createMetrics } from 'platform/telemetry/metrics';
import { startFolding } from '../read-models/checkpoint/folding.ts';
import { openLedgerDatabase } from '../storage/database.ts';
import { createBookWriter } from '../storage/writer/bookWriter.ts';
import { fill, openFilledBook } from './fill.ts';
import { post } from './post.ts';

/** What a transaction costs in a table that grows: nothing but the rows that are there already differs. */
const options = new Command('curve')
  .description('Cost of a transaction in a book of 10 thousand postings, of 100 thousand, and so on.')
  .option('--up-to <n>', 'postings; the nightly form has 10000000', '1000000')
  .option('--callers <n>', 'how many wait for an answer at any time', '64')
  .option('--seconds <n>', 'of each of the 3 runs', '3')
  .parse()
  .opts<Record<'upTo' | 'callers' | 'seconds', string>>();

const RUNS = 3;
const tenantId = 'bench' as TenantId;
const ledgerId = newId('ldg');
const accounts = Array.from({ length: 1_000 }, () => newId('acct'));
const any = () => present(accounts[Math.floor(Math.random() * accounts.length)], 'there are accounts');

/** Transactions per second of all callers. */
async function rate(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  const end = begun + Number(options.seconds) * 1000;
  let done = 0;
  const caller = async (): Promise<void> => {
    while (performance.now() < end) {
      await work();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: Number(options.callers) }, caller));
  return done / ((performance.now() - begun) / 1000);
}

const folder = mkdtempSync(join(tmpdir(), 'curve-'));
const postgres = await startPostgres({
  dataDir: folder,
  settings: { min_wal_size: '1GB', max_wal_size: '4GB' },
});
try {
  const database = await openLedgerDatabase(postgres.url);
  const admin = new pg.Client({ connectionString: `${postgres.url}ledger` });
  await admin.connect();
  const book = { tenantId, ledgerId, accounts, backdated: 0 };
  await openFilledBook(admin, book);
  const writer = createBookWriter(database);
  const folding = startFolding({ database, logger: pino({ level: 'warn' }), metrics: createMetrics() });
  const table: Record<string, object> = {};
  let filled = 0;
  for (let postings = 10_000; postings <= Number(options.upTo); postings *= 10) {
    await fill(admin, { ...book, after: filled, transactions: postings / 2 - filled });
    filled = postings / 2;
    await admin.query('vacuum analyze');
    await admin.query('checkpoint');
    const rates = [];
    for (let run = 0; run < RUNS; run += 1) {
      rates.push(await rate(() => post(writer, { tenantId, ledgerId, debit: any(), credit: any() })));
    }
    const perSecond = present(rates.sort((a, b) => a - b)[Math.floor(RUNS / 2)], 'there was a run');
    table[postings.toLocaleString('en')] = {
      'transactions/s': Math.round(perSecond),
      'µs each': Math.round(1_000_000 / perSecond),
    };
  }
  console.table(table);
  await writer.close();
  await folding.stop();
  await admin.end();
  await database.close();
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
