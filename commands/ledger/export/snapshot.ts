import pg from 'pg';
import { present } from 'platform/kernel/assert';
import { formatInstant, type Instant } from 'platform/kernel/clock';
import type { CurrencyCode } from 'platform/kernel/currencies';
import type { JsonObject } from 'platform/kernel/json';
import { formatAmount, moneyFromWire, moneyOf } from 'platform/kernel/money';
import { StartupError } from 'platform/local-stack/startup-error';
import { bigintTypes } from 'platform/tenancy/pg-settings';
import { rolesOf, roleUrl } from 'platform/tenancy/roles';
import { type TransactionPosted, transactionPosted } from '../../../subgraphs/ledger/contract/events.ts';

export interface ExportedAccount {
  readonly accountId: string;
  readonly code: string;
  readonly name: string;
  readonly type: string;
  readonly currency: string;
  /** Major units. */
  readonly overdraftFloor: string | null;
  readonly parentCode: string | null;
  readonly status: string;
  readonly metadata: JsonObject | null;
  readonly openedAt: string;
}

export interface ExportedTransaction {
  readonly transactionId: string;
  readonly recordedAt: string;
  readonly effectiveAt: string;
  readonly reference: string | null;
  readonly description: string | null;
  readonly metadata: JsonObject | null;
  readonly reverses: string | null;
  /** The hold that it captured. */
  readonly holdId: string | null;
  readonly overridden: boolean;
  readonly postings: readonly ExportedPosting[];
}

export interface ExportedPosting {
  readonly accountCode: string;
  readonly direction: string;
  /** Major units. */
  readonly amount: string;
  readonly currency: string;
}

/** A book as it stood at one instant. */
export interface BookSnapshot {
  readonly name: string;
  /** By code. */
  accounts(): AsyncGenerator<ExportedAccount>;
  /** As they were recorded. */
  transactions(): AsyncGenerator<ExportedTransaction>;
}

/** Rows that are held at a time. */
const PAGE_SIZE = 1_000;

/** Does the work on a snapshot of the book, as the tenant: another one's book is not there. */
export async function withSnapshot(
  postgresUrl: string,
  tenant: string,
  ledgerId: string,
  work: (book: BookSnapshot) => Promise<void>,
): Promise<void> {
  const connectionString = roleUrl(postgresUrl, rolesOf('ledger').app, 'ledger');
  const client = new pg.Client({ connectionString, types: bigintTypes() });
  client.on('error', () => {}); // lost: the statement rejects
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    await client.query(`select set_config('app.tenant_id', $1, true)`, [tenant]);
    const name = await nameOf(client, ledgerId);
    if (name === undefined) throw new StartupError(`The tenant "${tenant}" has no book ${ledgerId}.`);
    await work({
      name,
      accounts: () => accountsOf(client, ledgerId),
      transactions: () => transactionsOf(client, ledgerId),
    });
  } finally {
    await client.end();
  }
}

async function nameOf(client: pg.Client, ledgerId: string): Promise<string | undefined> {
  const { rows } = await client.query<{ name: string }>('select name from ledger where id = $1', [ledgerId]);
  return rows[0]?.name;
}

interface AccountRow extends Omit<ExportedAccount, 'openedAt'> {
  readonly currency: CurrencyCode;
  readonly openedAt: Instant;
}

async function* accountsOf(client: pg.Client, ledgerId: string): AsyncGenerator<ExportedAccount> {
  const pages = pagesOf<AccountRow>(
    client,
    `select a.id as "accountId", a.code, a.name, a.type, a.currency, a.overdraft_floor as "overdraftFloor",
            parent.code as "parentCode", a.status, a.metadata, a.opened_at as "openedAt"
     from account a left join account parent on parent.tenant_id = a.tenant_id and parent.id = a.parent_id
     where a.ledger_id = $1 and a.code > $2 order by a.code limit ${PAGE_SIZE}`,
    [ledgerId],
    '',
    ({ code }) => code,
  );
  for await (const row of pages) {
    const floor = row.overdraftFloor;
    yield {
      ...row,
      overdraftFloor: floor === null ? null : formatAmount(moneyOf(BigInt(floor), row.currency)),
      openedAt: formatInstant(row.openedAt),
    };
  }
}

interface TransactionRow {
  readonly recordedAt: Instant;
  readonly effectiveAt: Instant;
  readonly data: TransactionPosted;
}

async function* transactionsOf(client: pg.Client, ledgerId: string): AsyncGenerator<ExportedTransaction> {
  const codes = new Map<string, string>();
  for await (const { accountId, code } of accountsOf(client, ledgerId)) codes.set(accountId, code);
  const pages = pagesOf<TransactionRow>(
    client,
    `select t.recorded_at as "recordedAt", e.effective_at as "effectiveAt", e.data
     from (select tenant_id, recorded_at, id from transaction
           where ledger_id = $1 and recorded_at > $2 order by recorded_at limit ${PAGE_SIZE}) t
     join event e on e.tenant_id = t.tenant_id and e.stream = t.id and e.type = '${transactionPosted.type}'
     order by t.recorded_at`,
    [ledgerId],
    '0',
    ({ recordedAt }) => String(recordedAt),
  );
  for await (const row of pages) yield toTransaction(row, codes);
}

const toTransaction = (
  { recordedAt, effectiveAt, data }: TransactionRow,
  codes: ReadonlyMap<string, string>,
): ExportedTransaction => ({
  transactionId: data.transaction.id,
  recordedAt: formatInstant(recordedAt),
  effectiveAt: formatInstant(effectiveAt),
  reference: data.reference,
  description: data.description,
  metadata: data.metadata as JsonObject | null,
  reverses: data.reverses,
  holdId: data.hold?.id ?? null,
  overridden: data.overridden ?? false,
  postings: data.postings.map(({ accountId, direction, amount }) => ({
    accountCode: present(codes.get(accountId), 'a posting has an account'),
    direction,
    amount: formatAmount(moneyFromWire(amount)),
    currency: amount.currency,
  })),
});

/** The rows of a statement, page after page; its last parameter is the key to go on after. */
async function* pagesOf<Row extends object>(
  client: pg.Client,
  statement: string,
  values: readonly string[],
  first: string,
  keyOf: (row: Row) => string,
): AsyncGenerator<Row> {
  let after = first;
  for (;;) {
    const { rows } = await client.query<Row>(statement, [...values, after]);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE_SIZE) return;
    after = keyOf(last);
  }
}
