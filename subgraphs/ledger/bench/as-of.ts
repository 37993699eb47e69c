import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { sql } from 'kysely';
import pg from 'pg';
import { present } from 'platform/kernel/assert';
import { type Instant, instantOf } from 'platform/kernel/clock';
import { newId, type TenantId } from 'platform/kernel/ids';
import { startPostgres } from 'platform/local-stack/postgres';
import type { Database } from 'platform/tenancy/database';
import type { Account } from '../domain/account/account.ts';
import { readBalances } from '../read-models/balance/read.ts';
import { foldStretch } from '../read-models/checkpoint/fold.ts';
import { statementLines } from '../read-models/statement/cursor.ts';
import { readStatement } from '../read-models/statement/read.ts';
import { readVolumes } from '../read-models/volumes/read.ts';
import { openLedgerDatabase } from '../storage/database.ts';
import { findAccounts } from '../storage/stores/accounts.ts';
import { STRETCH } from '../storage/stretch.ts';
import { FILLED_FROM, FILLED_STEP, fill, openFilledBook } from './fill.ts';

/** Milliseconds that reads of one account take at any (effectiveAt, recordedAt), one at a time, in process. */
const options = new Command('as-of')
  .description(
    'Balances, volumes and statement pages as of any (effectiveAt, recordedAt), beside the plain sum.',
  )
  .option('--postings <n>', 'of the account', '1000000')
  .option('--backdated <share>', 'effective up to 90 days before they are recorded', '0.2')
  .option('--reads <n>', 'of each kind', '1000')
  .parse()
  .opts<Record<'postings' | 'backdated' | 'reads', string>>();

const tenantId = 'bench' as TenantId;
const ledgerId = newId('ldg');
const hot = newId('acct');
const accounts = Array.from({ length: 1_000 }, () => newId('acct'));
const postings = Number(options.postings);
const PAGE = 20;

/** Any instant of the book; effective ones may lie 90 days before it. */
const anyInstant = (): Instant =>
  instantOf(FILLED_FROM + BigInt(Math.floor(Math.random() * postings)) * FILLED_STEP);

const anyWindow = (): readonly [Instant, Instant] => {
  const [a, b] = [anyInstant(), anyInstant()];
  return a < b ? [a, instantOf(b + 1n)] : [b, instantOf(a + 1n)];
};

async function foldAll({ system }: Database): Promise<void> {
  const client = await system.connect();
  while (await foldStretch(client, [tenantId, hot], STRETCH));
  client.release();
}

const readBalance = (database: Database) =>
  readBalances(database, tenantId, [hot], { effectiveAt: anyInstant(), recordedAt: anyInstant() });

const readVolume = (database: Database) => {
  const [effectiveFrom, effectiveTo] = anyWindow();
  const [recordedFrom, recordedTo] = anyWindow();
  return readVolumes(database, tenantId, [hot], { effectiveFrom, effectiveTo, recordedFrom, recordedTo });
};

const addUp = (database: Database) =>
  database.reader(tenantId).query(sql`
    select sum(debit), sum(credit) from posting
    where tenant_id = ${tenantId} and account_id = ${hot}
      and effective_at <= ${anyInstant()} and recorded_at <= ${anyInstant()}`);

const firstPage = (database: Database, account: Account) => {
  const [from, to] = anyWindow();
  return readStatement(database, tenantId, account, {
    from,
    to,
    at: { recordedAt: anyInstant() },
    first: PAGE,
  });
};

/** Any page of any window: after a line in it, whether there is one at that instant or not. */
const anyPage = (database: Database, account: Account) => {
  const [from, to] = anyWindow();
  const [first, second] = [anyInstant(), anyInstant()];
  const [line, recordedAt] = first < second ? [first, second] : [second, first];
  const place = from > line ? from : line < to ? line : instantOf(to - 1n);
  const known = recordedAt > place ? recordedAt : place;
  const after = statementLines.encode([hot, from, to, to, known, place, place, 0n]);
  return readStatement(database, tenantId, account, {
    from,
    to,
    at: { recordedAt: known },
    first: PAGE,
    after,
  });
};

async function measure(reads: number, read: () => Promise<unknown>) {
  const times: number[] = [];
  for (let i = 0; i < reads; i += 1) {
    const begun = performance.now();
    await read();
    times.push(performance.now() - begun);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => Number((times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(2));
  return { reads, 'p50 ms': at(0.5), 'p95 ms': at(0.95), 'p99 ms': at(0.99), 'max ms': at(1) };
}

const folder = mkdtempSync(join(tmpdir(), 'as-of-'));
const postgres = await startPostgres({ dataDir: folder, settings: { max_wal_size: '4GB' } });
try {
  const database = await openLedgerDatabase(postgres.url);
  const admin = new pg.Client({ connectionString: `${postgres.url}ledger` });
  await admin.connect();
  const book = {
    tenantId,
    ledgerId,
    accounts,
    hot,
    after: 0,
    transactions: postings,
    backdated: Number(options.backdated),
  };
  await openFilledBook(admin, { ...book, accounts: [...accounts, hot] });
  await fill(admin, book);
  const begun = performance.now();
  await foldAll(database);
  console.log(`folded ${postings} postings in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  const account = present((await findAccounts(database.reader(tenantId), [hot]))[0], 'it was opened');
  const reads = Number(options.reads);
  console.table({
    'balance as of': await measure(reads, () => readBalance(database)),
    'volumes in a window of both times': await measure(reads, () => readVolume(database)),
    'first page of a statement': await measure(reads, () => firstPage(database, account)),
    'any page of a statement': await measure(reads, () => anyPage(database, account)),
    'plain sum of all postings': await measure(Math.min(reads, 50), () => addUp(database)),
  });
  await admin.end();
  await database.close();
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
