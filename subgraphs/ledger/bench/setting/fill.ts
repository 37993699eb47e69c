import type pg from 'pg';
import type { BenchBook } from './stack.ts';
import { tenantId } from './stack.ts';

/** What lies in a book already: rows as the writer leaves them, made in the database. */
export interface Fill {
  /** Transactions before these. */
  readonly after: number;
  readonly transactions: number;
  /** Share of transactions that are effective up to 90 days before they are recorded. */
  readonly backdated: number;
  /** The first account has a side of each transaction; otherwise any two have. */
  readonly oneHot: boolean;
}

/** The first one's instant; one a second follows. Tens of millions lie before the writer's own. */
export const FILLED_FROM = 1_700_000_000_000_000n;
export const FILLED_STEP = 1_000_000n;

/** Transactions, postings, events and keys; balances stay as they are. By the administrator. */
export async function fill(admin: pg.Client, book: BenchBook, options: Fill): Promise<void> {
  await stage(admin, book, options);
  for (const statement of ROWS) await admin.query(statement, [tenantId]);
  for (const statement of ROWS_OF_BOOK) await admin.query(statement, [tenantId, book.ledgerId]);
  await admin.query('drop table filled');
}

const stage = (admin: pg.Client, { accounts }: BenchBook, { after, transactions, backdated, oneHot }: Fill) =>
  admin.query(
    `create temp table filled as
     select 'txn_' || uuidv7() as id, recorded_at,
            case when random() < $5 then recorded_at - (random() * 90 * 86400)::bigint * ${FILLED_STEP}
                 else recorded_at end as effective_at,
            coalesce($3, ($4::text[])[1 + floor(random() * cardinality($4))::int]) as debited,
            ($4::text[])[1 + floor(random() * cardinality($4))::int] as credited, (1 + random() * 10000)::int as minor
     from (
       select ${FILLED_FROM} + i * ${FILLED_STEP} as recorded_at
       from generate_series($1::bigint + 1, $1::bigint + $2::bigint) as i) as numbered`,
    [after, transactions, oneHot ? accounts[0] : null, accounts, backdated],
  );

const ROWS = [
  `insert into posting (tenant_id, account_id, recorded_at, n, effective_at, debit, credit)
   select $1, account_id, recorded_at, n, effective_at, debit, credit
   from filled cross join lateral (values (debited, 0, minor, 0), (credited, 1, 0, minor))
     as side (account_id, n, debit, credit)
   order by recorded_at, n`,
  `insert into idempotency (tenant_id, mutation, key, input_hash, actor, recorded_at, outcome)
   select $1, 'postTransaction', id, decode(repeat('00', 32), 'hex'), 'bench', recorded_at, 'bench'
   from filled order by recorded_at`,
];

const ROWS_OF_BOOK = [
  `insert into transaction (tenant_id, ledger_id, recorded_at, id, effective_at)
   select $1, $2, recorded_at, id, effective_at from filled order by recorded_at`,
  `insert into event (tenant_id, stream, version, id, type, data, effective_at, recorded_at, actor, correlation_id,
                      causation_id)
   select $1, id, 1, 'evt_' || uuidv7(), 'ledger.transaction.posted.v1',
          json_build_object('ledgerId', $2::text, 'description', 'bench', 'postings', json_build_array(
            json_build_object('accountId', debited, 'direction', 'DEBIT', 'amount', minor),
            json_build_object('accountId', credited, 'direction', 'CREDIT', 'amount', minor))),
          effective_at, recorded_at, 'bench', 'bench', 'bench'
   from filled order by recorded_at`,
];
