import pg from 'pg';
import { adminUrl } from 'platform/tenancy/roles';
import { grouped } from '../postings/grouped.ts';
import { uniform } from '../postings/pair.ts';
import { fill } from '../setting/fill.ts';
import { type Load, measure, median } from '../setting/measure.ts';
import type { BenchStack } from '../setting/stack.ts';

export interface CurveOptions extends Load {
  readonly rounds: number;
  readonly accounts: number;
  /** Postings in the book at the most. */
  readonly upTo: number;
}

const FIRST = 10_000;
const POSTINGS_EACH = 2;

/** What a transaction costs in a book of ten thousand postings, of a hundred thousand, and so on. */
export async function curve(stack: BenchStack, options: CurveOptions): Promise<void> {
  const book = await stack.openBook(options.accounts);
  const admin = new pg.Client({ connectionString: adminUrl(stack.postgresUrl, 'ledger') });
  await admin.connect();
  const post = grouped(stack, book);
  const table: Record<string, object> = {};
  let after = 0;
  for (let postings = FIRST; postings <= options.upTo; postings *= 10) {
    const transactions = postings / POSTINGS_EACH - after;
    await fill(admin, book, { after, transactions, backdated: 0, oneHot: false });
    after += transactions;
    await admin.query('vacuum analyze');
    await admin.query('checkpoint');
    const rates: number[] = [];
    for (let round = 0; round < options.rounds; round += 1) {
      rates.push((await measure(options, () => post(uniform(book)))).perSecond);
      await stack.drained();
    }
    const perSecond = median(rates);
    table[postings.toLocaleString('en')] = {
      'transactions/s': Math.round(perSecond),
      'µs each': Math.round(1_000_000 / perSecond),
    };
  }
  console.table(table);
  await admin.end();
}
