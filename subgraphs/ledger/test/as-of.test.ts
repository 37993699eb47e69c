import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { present } from 'platform/kernel/assert';
import { formatInstant, type Instant, instantOf, parseInstant, systemClock } from 'platform/kernel/clock';
import type { Account } from '../domain/account/account.ts';
import { readBalances } from '../read-models/balance/read.ts';
import { readStatement } from '../read-models/statement/read.ts';
import { readVolumes } from '../read-models/volumes/read.ts';
import type { Window } from '../read-models/within.ts';
import { findAccounts } from '../storage/stores/accounts.ts';
import { foldAll } from './folds.ts';
import {
  acme,
  openAccount,
  openLedger,
  post,
  startTestLedger,
  type TestLedger,
  transfer,
} from './harness.ts';

const { tenantId } = acme;

let ledger: TestLedger;
let admin: pg.Client;

beforeAll(async () => {
  ledger = await startTestLedger();
  admin = new pg.Client({ connectionString: ledger.database.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await ledger.close();
});

/** Effective when it is recorded, some seconds from the start of the book, or with an earlier transaction. */
const effective = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.integer({ min: -9, max: 9 }) },
  { weight: 1, arbitrary: fc.nat().map((as) => ({ as })) },
);
const transaction = fc.record({
  isRefund: fc.boolean(),
  minors: fc.array(fc.integer({ min: 1, max: 2_000 }), { minLength: 1, maxLength: 2 }),
  effective,
});
/** Transactions that are asked for at once, and then so many stretches to fold. */
const wave = fc.record({
  transactions: fc.array(transaction, { minLength: 40, maxLength: 80 }),
  folds: fc.integer({ min: 0, max: 80 }),
});
/** Where to look: from far before to after all that is known. */
const place = fc.nat();

type Transaction = typeof transaction extends fc.Arbitrary<infer Value> ? Value : never;

/** Of one account, as the events say. */
interface Line {
  readonly effectiveAt: bigint;
  readonly recordedAt: bigint;
  readonly debit: bigint;
  readonly credit: bigint;
}

test('balances, volumes and statements are what the events say, at any effectiveAt and recordedAt', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(wave, { minLength: 4, maxLength: 8 }),
      fc.array(fc.tuple(place, place, place, place), { minLength: 20, maxLength: 20 }),
      fc.integer({ min: 1, max: 3 }),
      async (waves, places, stretch) => {
        const book = await openBook();
        for (const { transactions, folds } of waves) {
          await Promise.all(transactions.map((one) => record(book, one)));
          for (const { id } of book.accounts) await foldAll(ledger.database, id, stretch, folds);
        }
        for (const account of book.accounts) await answersAreRight(account, places);
      },
    ),
    { numRuns: 6, endOnFailure: true },
  );
}, 120_000);

async function openBook() {
  const startedAt = systemClock.now();
  const id = await openLedger(ledger);
  const cash = await openAccount(ledger, id, 'cash');
  const sales = await openAccount(ledger, id, 'sales', { type: 'REVENUE' });
  const accounts = await findAccounts(ledger.database.reader(tenantId), [cash, sales]);
  return { id, cash, sales, startedAt, accounts, recorded: [] as Instant[] };
}

type Book = Awaited<ReturnType<typeof openBook>>;

async function record(book: Book, { isRefund, minors, effective: when }: Transaction): Promise<void> {
  const { cash, sales } = book;
  const postings = minors.flatMap((minor) =>
    transfer(isRefund ? sales : cash, isRefund ? cash : sales, (minor / 100).toFixed(2)),
  );
  const at = effectiveAtOf(book, when);
  const posted = await post(
    ledger,
    book.id,
    postings,
    at === undefined ? {} : { effectiveAt: formatInstant(at) },
  );
  book.recorded.push(present(parseInstant(posted.transaction?.recordedAt ?? ''), 'it is recorded'));
}

function effectiveAtOf({ startedAt, recorded }: Book, when: Transaction['effective']): Instant | undefined {
  if (typeof when === 'number') return instantOf(startedAt + BigInt(when) * 1_000_000n);
  return when && recorded[when.as % (recorded.length || 1)];
}

/** The instants at which something changes, those just before them, and one before and after all. */
function instantsOf(lines: readonly Line[]): Instant[] {
  const all = lines.flatMap(({ effectiveAt, recordedAt }) => [effectiveAt, recordedAt]);
  const known = lines.reduce((last, { recordedAt }) => (recordedAt > last ? recordedAt : last), 0n);
  return [0n, ...all, ...all.map((at) => at - 1n), known].map(instantOf);
}

async function answersAreRight(
  account: Account,
  places: readonly (readonly [number, number, number, number])[],
): Promise<void> {
  const lines = await linesOf(account.id);
  const instants = instantsOf(lines);
  const known = lines.map(({ recordedAt }) => recordedAt);
  const pick = (index: number): Instant => present(instants[index % instants.length], 'there are instants');
  const pickKnown = (index: number): Instant => instantOf(known[index % known.length] ?? 0n);
  for (const [a, b, c, d] of places) {
    await balanceIsRight(account, lines, pick(a), pickKnown(b));
    await volumesAreRight(account, lines, {
      ...(a % 3 ? { effectiveFrom: pick(a) } : {}),
      ...(b % 3 ? { effectiveTo: pick(b) } : {}),
      ...(c % 3 ? { recordedFrom: pickKnown(c) } : {}),
      ...(d % 3 ? { recordedTo: pickKnown(d) } : {}),
    });
  }
  for (const [a, b, c] of places.slice(0, 3))
    await statementIsRight(account, lines, pick(a), pick(b), pickKnown(c));
}

async function linesOf(accountId: string): Promise<Line[]> {
  const { rows } = await admin.query<Record<'effective_at' | 'recorded_at' | 'minor' | 'direction', string>>(
    `select e.effective_at, e.recorded_at, p->>'direction' as direction, p->'amount'->>'minor' as minor
     from event e cross join json_array_elements(e.data->'postings') with ordinality as posting (p, n)
     where e.type = 'ledger.transaction.posted.v1' and p->>'accountId' = $1
     order by e.effective_at, e.recorded_at, n`,
    [accountId],
  );
  return rows.map(({ effective_at, recorded_at, direction, minor }) => ({
    effectiveAt: BigInt(effective_at),
    recordedAt: BigInt(recorded_at),
    debit: direction === 'DEBIT' ? BigInt(minor) : 0n,
    credit: direction === 'CREDIT' ? BigInt(minor) : 0n,
  }));
}

const sumOf = (lines: readonly Line[]) => ({
  debits: lines.reduce((sum, { debit }) => sum + debit, 0n),
  credits: lines.reduce((sum, { credit }) => sum + credit, 0n),
});

const grownBy = ({ normalSide }: Account, lines: readonly Line[]): bigint => {
  const { debits, credits } = sumOf(lines);
  return normalSide === 'DEBIT' ? debits - credits : credits - debits;
};

/** Available: of what comes in all that counts by then, less of what goes out all that is known. */
async function balanceIsRight(
  account: Account,
  lines: readonly Line[],
  effectiveAt: Instant,
  recordedAt: Instant,
) {
  const balances = await readBalances(ledger.database, tenantId, [account.id], { effectiveAt, recordedAt });
  const known = lines.filter((line) => line.recordedAt <= recordedAt);
  const counted = known.filter((line) => line.effectiveAt <= effectiveAt);
  const { debits, credits } = sumOf(counted);
  const out = sumOf(known)[account.normalSide === 'DEBIT' ? 'credits' : 'debits'];
  const seen = present(balances.get(account.id), 'the account has a balance');
  expect([seen.debits.minor, seen.credits.minor, seen.posted.minor, seen.available.minor]).toEqual([
    ...[debits, credits, grownBy(account, counted)],
    (account.normalSide === 'DEBIT' ? debits : credits) - out,
  ]);
}

async function volumesAreRight(account: Account, lines: readonly Line[], window: Window) {
  const isIn = (at: bigint, from: bigint | null = null, to: bigint | null = null) =>
    (from === null || at >= from) && (to === null || at < to);
  const moved = lines.filter(
    ({ effectiveAt, recordedAt }) =>
      isIn(effectiveAt, window.effectiveFrom, window.effectiveTo) &&
      isIn(recordedAt, window.recordedFrom, window.recordedTo),
  );
  const seen = present(
    (await readVolumes(ledger.database, tenantId, [account.id], window)).get(account.id),
    'it has',
  );
  expect({ debits: seen.debits.minor, credits: seen.credits.minor }).toEqual(sumOf(moved));
}

async function statementIsRight(
  account: Account,
  lines: readonly Line[],
  a: Instant,
  b: Instant,
  recordedAt: Instant,
): Promise<void> {
  const [from, to] = a < b ? [a, b] : [b, instantOf(a + 1n)];
  const known = lines.filter((line) => line.recordedAt <= recordedAt);
  const inside = known.filter(({ effectiveAt }) => effectiveAt >= from && effectiveAt < to);
  let held = grownBy(
    account,
    known.filter(({ effectiveAt }) => effectiveAt < from),
  );
  const expected = inside.map((line) => {
    held += grownBy(account, [line]);
    return { effectiveAt: line.effectiveAt, recordedAt: line.recordedAt, held };
  });
  const seen = [];
  for (let after: string | undefined; ; ) {
    const asked = { from, to, at: { recordedAt }, first: 40, ...(after ? { after } : {}) };
    const page = await readStatement(ledger.database, tenantId, account, asked);
    for (const line of page.lines.nodes) {
      seen.push({ effectiveAt: line.effectiveAt, recordedAt: line.recordedAt, held: line.balance.minor });
    }
    expect(page.closing.minor).toBe(held);
    if (!page.lines.pageInfo.hasNextPage) break;
    after = present(page.lines.pageInfo.endCursor, 'a page has an end');
  }
  expect(seen).toEqual(expected);
}
