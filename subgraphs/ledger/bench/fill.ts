import type pg from 'pg';

/** Rows of a book as the writer would have left them, made in the database. Run it as the administrator. */
export interface Fill {
  readonly tenantId: string;
  readonly ledgerId: string;
  /** Each transaction is from any of them to any of them. */
  readonly accounts: readonly string[];
  /** One side of every transaction. Default: none, both sides are any. */
  readonly hot?: string;
  /** Transactions before these. */
  readonly after: number;
  readonly transactions: number;
  /** Share of transactions that are effective up to 90 days before they are recorded. */
  readonly backdated: number;
}

/** The first transaction's instant: long enough ago for tens of millions, one a second. */
export const FILLED_FROM = 1_700_000_000_000_000n;
export const FILLED_STEP = 1_000_000n;

export async function openFilledBook(
  admin: pg.Client,
  { tenantId, ledgerId, accounts }: Pick<Fill, 'tenantId' | 'ledgerId' | 'accounts'>,
): Promise<void> {
  await admin.query(`insert into ledger values ($1, $2, 'Bench', 0, 0)`, [tenantId, ledgerId]);
  await admin.query(
    `insert into account (tenant_id, id, ledger_id, code, name, type, currency, status, opened_at)
     select $1, id, $2, id, id, 'ASSET', 'EUR', 'OPEN', 0 from unnest($3::text[]) as id`,
    [tenantId, ledgerId, accounts],
  );
  await admin.query('insert into balance (tenant_id, account_id) select $1, unnest($2::text[])', [
    tenantId,
    accounts,
  ]);
}

/** Transactions, postings, events and idempotency keys; balances stay as they are. */
export async function fill(admin: pg.Client, options: Fill): Promise<void> {
  const { tenantId, ledgerId, accounts, hot = null, after, transactions, backdated } = options;
  await admin.query('drop table if exists filled');
  await admin.query(
    `create temp table filled as
     select i, 'txn_' || uuidv7() as id, recorded_at,
            case when random() < $5 then recorded_at - (random() * 90 * 86400)::bigint * 1000000 else recorded_at end
              as effective_at,
            coalesce($3, ($4::text[])[1 + (random() * ($6 - 1))::int]) as debited,
            ($4::text[])[1 + (random() * ($6 - 1))::int] as credited, (1 + random() * 10000)::int as minor
     from (select i, ${FILLED_FROM} + i * ${FILLED_STEP} as recorded_at
           from generate_series($1::bigint + 1, $1::bigint + $2::bigint) as i) as numbered`,
    [after, transactions, hot, accounts, backdated, accounts.length],
  );
  await admin.query(
    `insert into posting (tenant_id, account_id, recorded_at, n, effective_at, debit, credit)
     select $1, account_id, recorded_at, n, effective_at, debit, credit
     from filled cross join lateral (values (debited, 0, minor, 0), (credited, 1, 0, minor))
       as side (account_id, n, debit, credit)
     order by recorded_at, n`,
    [tenantId],
  );
  await admin.query(
    `insert into transaction (tenant_id, ledger_id, recorded_at, id, effective_at)
     select $1, $2, recorded_at, id, effective_at from filled order by recorded_at`,
    [tenantId, ledgerId],
  );
  await admin.query(
    `insert into event (tenant_id, stream, version, id, type, data, effective_at, recorded_at, actor, correlation_id,
                        causation_id)
     select $1, id, 1, 'evt_' || uuidv7(), 'ledger.transaction.posted.v1',
            json_build_object('transactionId', id, 'ledgerId', $2::text, 'description', 'bench', 'postings', json_build_array(
              json_build_object('accountId', debited, 'direction', 'DEBIT', 'amount', minor),
              json_build_object('accountId', credited, 'direction', 'CREDIT', 'amount', minor))),
            effective_at, recorded_at, 'bench', 'bench', 'bench'
     from filled order by recorded_at`,
    [tenantId, ledgerId],
  );
  await admin.query(
    `insert into idempotency (tenant_id, mutation, key, input_hash, actor, recorded_at, outcome)
     select $1, 'postTransaction', id, decode(repeat('00', 32), 'hex'), 'bench', recorded_at, 'bench'
     from filled order by recorded_at`,
    [tenantId],
  );
  await admin.query(
    'update ledger set last_recorded_at = greatest(last_recorded_at, $3) where tenant_id = $1 and id = $2',
    [tenantId, ledgerId, FILLED_FROM + BigInt(after + transactions) * FILLED_STEP],
  );
}
