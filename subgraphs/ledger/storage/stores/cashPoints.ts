import { type RawBuilder, sql } from 'kysely';
import { type Instant, instantOf } from 'platform/kernel/clock';
import type { CurrencyCode } from 'platform/kernel/currencies';
import type { Reader, UnitOfWork } from 'platform/tenancy/unit-of-work';
import type { AccountId, LedgerId } from '../../domain/account/account.ts';
import type { CashPoint, CashPointId, CashPointKind, OpenCashPoint } from '../../domain/cash/cashPoint.ts';

export const insertCashPoint = (uow: UnitOfWork, point: OpenCashPoint, openedAt: Instant) =>
  uow.query(sql`
    insert into cash_point (tenant_id, ledger_id, id, name, kind, account_id, opened_at)
    values (${uow.tenantId}, ${point.ledgerId}, ${point.id}, ${point.name}, ${point.kind}, ${point.accountId}, ${openedAt})`);

interface CashPointRow {
  readonly id: CashPointId;
  readonly ledger_id: LedgerId;
  readonly name: string;
  readonly kind: CashPointKind;
  readonly account_id: AccountId;
  readonly currency: CurrencyCode;
  readonly opened_at: bigint;
}

/** Cash points `c` of the tenant for which `condition` holds. */
export async function selectCashPoints(reader: Reader, condition: RawBuilder<unknown>): Promise<CashPoint[]> {
  const rows = await reader.query<CashPointRow>(sql`
    select c.id, c.ledger_id, c.name, c.kind, c.account_id, a.currency, c.opened_at
    from cash_point c join account a on a.tenant_id = c.tenant_id and a.id = c.account_id
    where c.tenant_id = ${reader.tenantId} and ${condition}`);
  return rows.map(toCashPoint);
}

/** The cash points of those ids, in no order. */
export const findCashPoints = (reader: Reader, ids: readonly string[]): Promise<CashPoint[]> =>
  selectCashPoints(reader, sql`c.id = any(${ids}::text[])`);

const toCashPoint = (row: CashPointRow): CashPoint => ({
  id: row.id,
  ledgerId: row.ledger_id,
  name: row.name,
  kind: row.kind,
  accountId: row.account_id,
  currency: row.currency,
  openedAt: instantOf(row.opened_at),
});
