import type pg from 'pg';
import type { HoldChange } from '../../../domain/book/entry.ts';
import { sidesOf } from '../../../domain/hold/evolve.ts';
import { type HoldState, statusOf } from '../../../domain/hold/hold.ts';

/** The holds as a batch leaves them, what they promise, and when that ends by the clock. */
export function writeHolds(
  client: pg.Client,
  tenantId: string,
  changes: readonly HoldChange[],
): Promise<unknown>[] {
  if (changes.length === 0) return [];
  const holds = [...new Map(changes.map(({ hold }) => [hold.id, hold])).values()];
  return [
    upsertHolds(client, tenantId, holds),
    insertPending(client, tenantId, changes),
    insertIntoJournal(client, tenantId, changes),
    deleteExpiries(client, tenantId, holds),
    insertExpiries(client, tenantId, holds.filter(isHeld)),
  ];
}

/** Nothing of it is promised any more when its batch has settled it; a hold does not expire in a batch that changes it. */
const isHeld = (hold: HoldState): boolean => statusOf(hold, hold.placedAt) === 'HELD';

const upsertHolds = (client: pg.Client, tenantId: string, holds: readonly HoldState[]) =>
  client.query(
    `insert into hold (tenant_id, id, ledger_id, debit_account_id, credit_account_id, currency, amount, captured,
                       placed_at, expires_at, settled_as, settled_at, description, reference, version)
     select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::numeric[], $8::numeric[],
                              $9::bigint[], $10::bigint[], $11::text[], $12::bigint[], $13::text[], $14::text[], $15::int[])
     on conflict (tenant_id, id) do update
     set captured = excluded.captured, settled_as = excluded.settled_as, settled_at = excluded.settled_at,
         version = excluded.version`,
    [
      tenantId,
      holds.map(({ id }) => id),
      holds.map(({ ledgerId }) => ledgerId),
      holds.map(({ debitAccountId }) => debitAccountId),
      holds.map(({ creditAccountId }) => creditAccountId),
      holds.map(({ amount }) => amount.currency),
      holds.map(({ amount }) => amount.minor),
      holds.map(({ captured }) => captured),
      holds.map(({ placedAt }) => placedAt),
      holds.map(({ expiresAt }) => expiresAt),
      holds.map(({ settled }) => settled?.as ?? null),
      holds.map(({ settled }) => settled?.at ?? null),
      holds.map(({ description }) => description),
      holds.map(({ reference }) => reference),
      holds.map(({ version }) => version),
    ],
  );

function insertPending(client: pg.Client, tenantId: string, changes: readonly HoldChange[]) {
  const rows = changes.flatMap(({ hold, pending, recordedAt }) =>
    sidesOf(hold).map((side) => ({ ...side, hold, pending, recordedAt })),
  );
  return client.query(
    `insert into pending (tenant_id, account_id, recorded_at, expires_at, hold_id, debits, credits)
     select $1, * from unnest($2::text[], $3::bigint[], $4::bigint[], $5::text[], $6::numeric[], $7::numeric[])`,
    [
      tenantId,
      rows.map(({ accountId }) => accountId),
      rows.map(({ recordedAt }) => recordedAt),
      rows.map(({ hold }) => hold.expiresAt),
      rows.map(({ hold }) => hold.id),
      rows.map(({ direction, pending }) => (direction === 'DEBIT' ? pending : 0n)),
      rows.map(({ direction, pending }) => (direction === 'CREDIT' ? pending : 0n)),
    ],
  );
}

const insertIntoJournal = (client: pg.Client, tenantId: string, changes: readonly HoldChange[]) =>
  client.query(
    `insert into journal (tenant_id, ledger_id, recorded_at, stream, version)
     select $1, * from unnest($2::text[], $3::bigint[], $4::text[], $5::int[])`,
    [
      tenantId,
      changes.map(({ hold }) => hold.ledgerId),
      changes.map(({ recordedAt }) => recordedAt),
      changes.map(({ hold }) => hold.id),
      changes.map(({ hold }) => hold.version),
    ],
  );

/** A hold's row is known by its two instants: no other change is recorded at the instant at which it was placed. */
const deleteExpiries = (client: pg.Client, tenantId: string, holds: readonly HoldState[]) =>
  client.query(
    `delete from future_change f
     using unnest($2::text[], $3::bigint[], $4::bigint[]) as h (account_id, expires_at, placed_at)
     where f.tenant_id = $1 and f.account_id = h.account_id and f.effective_at = h.expires_at
       and f.recorded_at = h.placed_at`,
    [tenantId, ...expiryKeys(holds)],
  );

const insertExpiries = (client: pg.Client, tenantId: string, holds: readonly HoldState[]) =>
  client.query(
    `insert into future_change (tenant_id, account_id, effective_at, recorded_at, debits, credits, pending_debits,
                                pending_credits)
     select $1, account_id, expires_at, placed_at, 0, 0, debits, credits
     from unnest($2::text[], $3::bigint[], $4::bigint[], $5::numeric[], $6::numeric[])
       as h (account_id, expires_at, placed_at, debits, credits)`,
    [
      tenantId,
      ...expiryKeys(holds),
      holds.flatMap((hold) => [left(hold), 0n]),
      holds.flatMap((hold) => [0n, left(hold)]),
    ],
  );

/** For each side: account, expiresAt, placedAt. The debit side comes first. */
const expiryKeys = (holds: readonly HoldState[]): unknown[][] => [
  holds.flatMap((hold) => sidesOf(hold).map(({ accountId }) => accountId)),
  holds.flatMap(({ expiresAt }) => [expiresAt, expiresAt]),
  holds.flatMap(({ placedAt }) => [placedAt, placedAt]),
];

const left = ({ amount, captured }: HoldState): bigint => amount.minor - captured;
