import { type RawBuilder, sql } from 'kysely';
import {
  type Connection,
  connectionOf,
  keyset,
  type PageArguments,
  parsePage,
} from 'platform/graphql/connections';
import { type Instant, systemClock } from 'platform/kernel/clock';
import type { Reader } from 'platform/tenancy/unit-of-work';
import type { HoldState, HoldStatus } from '../../domain/hold/hold.ts';
import { type HoldRow, toHold } from '../../storage/stores/holds.ts';

export interface HoldFilter {
  readonly accountId?: string | null;
  readonly status?: HoldStatus | null;
  readonly reference?: string | null;
}

export type HoldConnection = Connection<HoldState>;

/** No two holds of a book are placed at the same instant. */
const byPlacedAt = keyset('holds', ['bigint']);

/** The holds of a book, the last placed first. */
export async function listHolds(
  reader: Reader,
  ledgerId: string,
  filter: HoldFilter,
  pageArguments: PageArguments,
): Promise<HoldConnection> {
  const page = parsePage(pageArguments, byPlacedAt);
  const before = page.after?.[0] ?? null;
  const matching = matchingOf(reader, ledgerId, filter, systemClock.now());
  const rows = await reader.query<HoldRow>(sql`
    select h.* ${matching} and (${before}::bigint is null or h.placed_at < ${before}::bigint)
    order by h.placed_at desc limit ${page.limit + 1}`);
  return connectionOf({
    rows: rows.map(toHold),
    page,
    keys: byPlacedAt,
    keyOf: ({ placedAt }) => [placedAt] as const,
    count: () => count(reader, matching),
  });
}

async function count(reader: Reader, matching: RawBuilder<unknown>): Promise<number> {
  const [row] = await reader.query<{ n: bigint }>(sql`select count(*) as n ${matching}`);
  return Number(row?.n ?? 0);
}

const matchingOf = (
  { tenantId }: Reader,
  ledgerId: string,
  { accountId, status, reference }: HoldFilter,
  now: Instant,
): RawBuilder<unknown> => sql`
  from hold h where h.tenant_id = ${tenantId} and h.ledger_id = ${ledgerId}
    ${accountId ? sql`and ${accountId} in (h.debit_account_id, h.credit_account_id)` : sql``}
    ${reference ? sql`and h.reference = ${reference}` : sql``}
    ${status ? sql`and ${STATUS[status](now)}` : sql``}`;

/** As domain/hold/hold.ts has it. */
const STATUS: Readonly<Record<HoldStatus, (now: Instant) => RawBuilder<unknown>>> = {
  CAPTURED: () => sql`h.settled_as = 'CAPTURED'`,
  RELEASED: () => sql`h.settled_as = 'RELEASED'`,
  EXPIRED: (now) => sql`h.settled_as is null and h.expires_at <= ${now}`,
  HELD: (now) => sql`h.settled_as is null and h.expires_at > ${now}`,
};
