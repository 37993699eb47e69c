import { sql } from 'kysely';
import { type Instant, instantOf, LATEST_INSTANT } from 'platform/kernel/clock';
import type { CurrencyCode } from 'platform/kernel/currencies';
import type { TenantId } from 'platform/kernel/ids';
import { type Money, moneyOf } from 'platform/kernel/money';
import { type AccountType, normalSideOf } from '../../domain/account/account.ts';
import { postedOf } from '../../domain/account/balance.ts';
import { postedSums } from '../balance/postedSums.ts';
import { type Books, booksOf, settlePassed } from '../balance/settle.ts';
import type { Window } from '../within.ts';

/** What moved on an account in a window. */
export interface Volumes {
  readonly debits: Money;
  readonly credits: Money;
  /** On the normal side. */
  readonly net: Money;
}

interface VolumesRow {
  readonly id: string;
  readonly type: AccountType;
  readonly currency: CurrencyCode;
  readonly debits: string;
  readonly credits: string;
}

/** What moved on accounts in one window: account id → volumes. Accounts that do not exist are absent. */
export async function readVolumes(
  books: Books,
  tenantId: TenantId,
  accountIds: readonly string[],
  window: Window,
): Promise<ReadonlyMap<string, Volumes>> {
  const { recordedTo } = window;
  if (recordedTo != null) {
    await settlePassed(books, tenantId, booksOf(tenantId, accountIds), instantOf(recordedTo - 1n));
  }
  const rows = await books.reader(tenantId).query<VolumesRow>(sql`
    select a.id, a.type, a.currency, total.*
    from account a
    cross join lateral (
      select sum(corner.sign * posted.debits) as debits, sum(corner.sign * posted.credits) as credits
      from ${cornersOf(window)}
      cross join lateral (${ofCorner}) posted) as total
    where a.tenant_id = ${tenantId} and a.id = any(${accountIds}::text[])`);
  return new Map(rows.map((row) => [row.id, toVolumes(row)]));
}

/** All up to the window's ends, less what is up to one of its beginnings, plus what is up to both and so left twice. */
const cornersOf = ({ effectiveFrom, effectiveTo, recordedFrom, recordedTo }: Window) => {
  const corners = endsOf(effectiveFrom, effectiveTo).flatMap((effective) =>
    endsOf(recordedFrom, recordedTo).map(
      (recorded) =>
        sql`(${sql.lit(effective.sign * recorded.sign)}, ${effective.at}::bigint, ${recorded.at}::bigint)`,
    ),
  );
  return sql`(values ${sql.join(corners)}) as corner (sign, effective_at, recorded_at)`;
};

/** The last instants in a half-open interval, and before it if it has a beginning. An empty one ends where it begins. */
function endsOf(from: Instant | null = null, to: Instant | null = null) {
  const last = (to ?? LATEST_INSTANT + 1n) - 1n;
  if (from === null) return [{ sign: 1, at: last }];
  const before = from - 1n;
  return [
    { sign: 1, at: last },
    { sign: -1, at: before < last ? before : last },
  ];
}

const ofCorner = postedSums({
  tenantId: sql`a.tenant_id`,
  accountId: sql`a.id`,
  effectiveAt: sql`corner.effective_at`,
  recordedAt: sql`corner.recorded_at`,
});

function toVolumes({ type, currency, debits, credits }: VolumesRow): Volumes {
  const sums = { debits: BigInt(debits), credits: BigInt(credits) };
  return {
    debits: moneyOf(sums.debits, currency),
    credits: moneyOf(sums.credits, currency),
    net: moneyOf(postedOf(normalSideOf(type), sums), currency),
  };
}
