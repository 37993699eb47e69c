import type pg from 'pg';
import { encodeOutcome } from 'platform/graphql/outcome';
import { present } from 'platform/kernel/assert';
import { type Instant, instantOf, systemClock } from 'platform/kernel/clock';
import type { CurrencyCode } from 'platform/kernel/currencies';
import type { TenantId } from 'platform/kernel/ids';
import { moneyOf } from 'platform/kernel/money';
import { ok } from 'platform/kernel/result';
import {
  type AccountId,
  type AccountStatus,
  type AccountType,
  type LedgerId,
  normalSideOf,
} from '../../domain/account/account.ts';
import { type FutureChange, rollForward } from '../../domain/account/balance.ts';
import type { Book, BookAccount } from '../../domain/book/book.ts';
import { idsOf, namedBy } from '../../domain/book/command.ts';
import { bookLockName } from '../../domain/ledger/ledger.ts';
import type { TransactionId } from '../../domain/transaction/transaction.ts';
import { column, unnest } from './columns.ts';
import { sendTogether } from './connections.ts';
import { readHolds } from './holds/read.ts';
import { type BookRequest, type Claim, claimKey } from './request.ts';

/** What the first trip brings: the book as this batch alone may change it until it commits. */
export interface LockedBook {
  readonly tenantId: TenantId;
  readonly ledgerId: string;
  readonly ledgerExists: boolean;
  readonly book: Book;
  /** Keys that were used before, with what was answered. */
  readonly earlier: ReadonlyMap<string, { readonly inputHash: Buffer; readonly outcome: string }>;
  /** Accounts whose future changes have begun to count. */
  readonly rolled: readonly string[];
}

interface AccountBalanceRow {
  readonly id: AccountId;
  readonly ledger_id: LedgerId;
  readonly type: AccountType;
  readonly status: AccountStatus;
  readonly currency: CurrencyCode;
  readonly overdraft_floor: string | null;
  readonly debits: string;
  readonly credits: string;
  readonly future_debits: string;
  readonly future_credits: string;
  readonly pending_debits: string;
  readonly pending_credits: string;
  readonly rolled_through: bigint;
  readonly next_change_at: bigint | null;
  /** Counts beyond 4 bytes: a hot account changes hundreds of times a second. */
  readonly version: bigint;
}

interface FutureChangeRow {
  readonly account_id: string;
  readonly effective_at: bigint;
  readonly debits: string;
  readonly credits: string;
  readonly pending_debits: string;
  readonly pending_credits: string;
}

/** One row, also when there is no such ledger: its refusal has its instant too. */
const LEDGER = `
  select greatest((extract(epoch from clock_timestamp()) * 1000000)::bigint, l.last_recorded_at + 1) as now,
         l.id is not null as exists,
         (select closed_through from period p where p.tenant_id = l.tenant_id and p.ledger_id = l.id
          order by p.recorded_at desc limit 1) as closed_through
  from (values (1)) as one left join ledger l on l.tenant_id = $1 and l.id = $2`;

const CLAIM = `
  insert into idempotency (tenant_id, mutation, key, input_hash, actor, recorded_at, outcome)
  select $1, mutation, key, decode(input_hash, 'hex'), actor, $2, outcome
  from ${unnest(3, ['text', 'text', 'text', 'text', 'text'])} as claim (mutation, key, input_hash, actor, outcome)
  on conflict do nothing
  returning mutation, key`;

/**
 * Of this book alone: those of another one would wait for its batch. Each is looked up by its id (`offset 0` and the
 * lock keep the planner from joining them): one that knows too little of a young table reads all of the tenant's.
 */
const ACCOUNTS = `
  select a.id, a.ledger_id, a.type, a.status, a.currency, a.overdraft_floor, b.debits, b.credits, b.future_debits,
         b.future_credits, b.pending_debits, b.pending_credits, b.rolled_through, b.next_change_at, b.version
  from unnest(string_to_array($3, E'\\n')) as named (id)
  cross join lateral (
    select * from account where tenant_id = $1 and id = named.id offset 0
  ) a
  cross join lateral (
    select * from balance where tenant_id = $1 and account_id = a.id and a.ledger_id = $2 for no key update
  ) b`;

/** What is due, and the first change after it: all of them may be many. */
const DUE = `
  select f.*
  from unnest($2::text[]) as account (id) cross join lateral (
    select * from future_change
    where tenant_id = $1 and account_id = account.id and effective_at <= $3
    union all (
      select * from future_change
      where tenant_id = $1 and account_id = account.id and effective_at > $3
      order by effective_at limit 1
    )
  ) as f`;

/** Begins the transaction, takes the book's lock, then claims the keys and locks the balances, all in one trip. */
export async function lockBook(client: pg.Client, requests: readonly BookRequest[]): Promise<LockedBook> {
  const { tenantId, command } = present(requests[0], 'a batch has requests');
  const { ledgerId } = command;
  const named = requests.map((request) => namedBy(request.command));
  sendTogether(client);
  const [, , , ledger, claimed, accounts, reversals, holds] = await Promise.all([
    client.query('begin'),
    client.query({
      name: 'tenant',
      text: `select set_config('app.tenant_id', $1, true)`,
      values: [tenantId],
    }),
    client.query({
      name: 'lock',
      text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))',
      values: [bookLockName(tenantId, ledgerId)],
    }),
    client.query<{ now: bigint; exists: boolean; closed_through: bigint | null }>({
      name: 'ledger',
      text: LEDGER,
      values: [tenantId, ledgerId],
    }),
    claim(client, requests),
    client.query<AccountBalanceRow>({
      name: 'accounts',
      text: ACCOUNTS,
      values: [tenantId, ledgerId, distinct(named.flatMap(({ accountIds }) => accountIds))],
    }),
    readReversals(
      client,
      tenantId,
      named.flatMap(({ reversed }) => reversed),
    ),
    readHolds(
      client,
      tenantId,
      named.flatMap(({ holdIds }) => holdIds),
    ),
  ]);
  const found = present(ledger.rows[0], 'the clock answers');
  const now = instantOf(found.now);
  const closedThrough = found.closed_through === null ? undefined : instantOf(found.closed_through);
  const { bookAccounts, rolled } = await roll(client, tenantId, accounts.rows.map(toBookAccount), now);
  return {
    tenantId,
    ledgerId,
    ledgerExists: found.exists,
    book: { accounts: bookAccounts, reversals, holds, closedThrough, now },
    earlier: await earlierAnswers(client, requests, claimed),
    rolled,
  };
}

const distinct = (ids: readonly string[]): string => [...new Set(ids)].sort().join('\n');

/** Each key once, in order, so that two batches never wait for each other. Returns the keys that are new. */
async function claim(client: pg.Client, requests: readonly BookRequest[]): Promise<ReadonlySet<string>> {
  const first = new Map<string, BookRequest>();
  for (const request of requests) {
    const key = claimKey(request.claim);
    if (!first.has(key)) first.set(key, request);
  }
  const sorted = [...first].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, request]) => request);
  const { rows } = await client.query<Claim>({
    name: 'claim',
    text: CLAIM,
    values: [
      present(sorted[0], 'a batch has requests').tenantId,
      systemClock.now(),
      column(sorted.map((request) => request.claim.mutation)),
      column(sorted.map((request) => request.claim.key)),
      column(sorted.map((request) => request.claim.inputHash.toString('hex'))),
      column(sorted.map((request) => request.cause.actor)),
      column(sorted.map((request) => encodeOutcome(ok(idsOf(request.command))))),
    ],
  });
  return new Set(rows.map(claimKey));
}

async function earlierAnswers(
  client: pg.Client,
  requests: readonly BookRequest[],
  claimed: ReadonlySet<string>,
): Promise<LockedBook['earlier']> {
  const used = requests.map((request) => request.claim).filter((key) => !claimed.has(claimKey(key)));
  if (used.length === 0) return new Map();
  const { rows } = await client.query<Claim & { input_hash: Buffer; outcome: string }>(
    `select mutation, key, input_hash, outcome from idempotency
     where tenant_id = $1 and (mutation, key) in (select * from unnest($2::text[], $3::text[]))`,
    [requests[0]?.tenantId, used.map(({ mutation }) => mutation), used.map(({ key }) => key)],
  );
  return new Map(rows.map((row) => [claimKey(row), { inputHash: row.input_hash, outcome: row.outcome }]));
}

async function readReversals(
  client: pg.Client,
  tenantId: string,
  reversed: readonly string[],
): Promise<ReadonlyMap<string, TransactionId>> {
  if (reversed.length === 0) return new Map();
  const { rows } = await client.query<{ reverses: string; id: TransactionId }>(
    'select reverses, id from transaction where tenant_id = $1 and reverses = any($2)',
    [tenantId, reversed],
  );
  return new Map(rows.map((row) => [row.reverses, row.id]));
}

function toBookAccount(row: AccountBalanceRow): BookAccount {
  const { overdraft_floor: floor, next_change_at: next } = row;
  return {
    terms: {
      id: row.id,
      ledgerId: row.ledger_id,
      normalSide: normalSideOf(row.type),
      currency: row.currency,
      overdraftFloor: floor === null ? undefined : moneyOf(BigInt(floor), row.currency),
    },
    status: row.status,
    balance: {
      debits: BigInt(row.debits),
      credits: BigInt(row.credits),
      futureDebits: BigInt(row.future_debits),
      futureCredits: BigInt(row.future_credits),
      pendingDebits: BigInt(row.pending_debits),
      pendingCredits: BigInt(row.pending_credits),
      rolledThrough: instantOf(row.rolled_through),
      nextChangeAt: next === null ? undefined : instantOf(next),
      version: Number(row.version),
    },
  };
}

/** Lets the clock pass for accounts with something due; a further trip only when there are any. */
async function roll(client: pg.Client, tenantId: string, accounts: readonly BookAccount[], now: Instant) {
  const due = accounts.filter(
    ({ balance }) => balance.nextChangeAt !== undefined && balance.nextChangeAt <= now,
  );
  const bookAccounts = new Map<string, BookAccount>(accounts.map((account) => [account.terms.id, account]));
  const rolled = due.map(({ terms }) => terms.id as string);
  if (due.length === 0) return { bookAccounts, rolled };
  const { rows } = await client.query<FutureChangeRow>(DUE, [tenantId, rolled, now]);
  for (const account of due) {
    const { terms, balance } = account;
    const changes: FutureChange[] = rows
      .filter((row) => row.account_id === terms.id)
      .map((row) => ({
        effectiveAt: instantOf(row.effective_at),
        debits: BigInt(row.debits),
        credits: BigInt(row.credits),
        pendingDebits: BigInt(row.pending_debits),
        pendingCredits: BigInt(row.pending_credits),
      }));
    bookAccounts.set(terms.id, { ...account, balance: rollForward(balance, changes, now) });
  }
  return { bookAccounts, rolled };
}
