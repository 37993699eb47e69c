import pg from 'pg';
import { present } from 'platform/kernel/assert';
import type { Database } from 'platform/tenancy/database';
import { adminUrl } from 'platform/tenancy/roles';
import { foldStretch } from '../../read-models/checkpoint/fold.ts';
import { findAccounts } from '../../storage/stores/accounts.ts';
import { STRETCH } from '../../storage/stretch.ts';
import { FILLED_FROM, FILLED_STEP, fill } from '../setting/fill.ts';
import { quantile } from '../setting/measure.ts';
import { type BenchStack, tenantId } from '../setting/stack.ts';
import { readsOf } from './reads.ts';

export interface AsOfOptions {
  /** Of the account that is read. */
  readonly postings: number;
  readonly reads: number;
}

const ACCOUNTS = 1_000;
const BACKDATED = 0.2;
/** The plain sum takes so long that fewer must do. */
const SUMS = 50;

/**
 * Milliseconds that reads of one account take in process, one at a time, at any effectiveAt and recordedAt; a fifth of
 * its postings is backdated by up to 90 days. Beside them the plain sum of all postings.
 */
export async function asOf(
  { postgresUrl, database, openBook }: BenchStack,
  options: AsOfOptions,
): Promise<void> {
  const { postings, reads } = options;
  const book = await openBook(ACCOUNTS);
  const admin = new pg.Client({ connectionString: adminUrl(postgresUrl, 'ledger') });
  await admin.connect();
  await fill(admin, book, { after: 0, transactions: postings, backdated: BACKDATED, oneHot: true });
  await admin.query(
    'update ledger set last_recorded_at = greatest(last_recorded_at, $3) where tenant_id = $1 and id = $2',
    [tenantId, book.ledgerId, FILLED_FROM + BigInt(postings) * FILLED_STEP],
  );
  await admin.end();
  const hot = present(book.accounts[0], 'the book has accounts');
  const began = performance.now();
  const stretches = await foldAll(database, hot);
  const foldMs = (performance.now() - began) / stretches;
  console.log(`${postings} postings folded: ${stretches} stretches of ${foldMs.toFixed(1)} ms`);
  const [account] = await findAccounts(database.reader(tenantId), [hot]);
  const table: Record<string, object> = {};
  for (const [name, read] of Object.entries(readsOf(database, present(account, 'it was opened'), postings))) {
    table[name] = await times(name.startsWith('plain') ? Math.min(SUMS, reads) : reads, read);
  }
  console.table(table);
}

async function foldAll({ system }: Database, accountId: string): Promise<number> {
  const client = await system.connect();
  let stretches = 0;
  while (await foldStretch(client, [tenantId, accountId], STRETCH)) stretches += 1;
  client.release();
  return stretches;
}

async function times(reads: number, read: () => Promise<unknown>) {
  const all: number[] = [];
  for (let i = 0; i < reads; i += 1) {
    const began = performance.now();
    await read();
    all.push(performance.now() - began);
  }
  const ms = (q: number) => Number(quantile(all, q).toFixed(2));
  return { 'p50 ms': ms(0.5), 'p95 ms': ms(0.95), 'p99 ms': ms(0.99) };
}
