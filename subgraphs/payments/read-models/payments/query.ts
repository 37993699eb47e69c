import type { FilterQuery } from '@mikro-orm/core';
import { type Connection, keyset, type Page } from 'platform/graphql/connections';
import type { Instant } from 'platform/kernel/clock';
import type { CurrencyCode } from 'platform/kernel/currencies';
import { countRows } from 'platform/tenancy/count';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import type { PaymentId, PaymentStatus, TransactionId } from '../../domain/payment/state.ts';
import { PaymentRow } from '../../storage/entities/PaymentRow.ts';

export type PaymentConnection = Connection<PaymentRow>;

/** All given conditions hold; instants are half-open. */
export interface PaymentFilter {
  readonly status?: PaymentStatus | null;
  readonly currency?: string | null;
  readonly createdFrom?: Instant | null;
  readonly createdTo?: Instant | null;
}

/** The last created first; payments of one instant by id. */
export const byCreation = keyset('payments', ['bigint', 'text']);
type Key = readonly [createdAt: bigint, id: string];

export const keyOf = ({ createdAt, id }: PaymentRow): Key => [createdAt, id];

/** A page of the list, and one row more when there is a next page. */
export const findPayments = (
  uow: UnitOfWork,
  filter: PaymentFilter,
  { limit, after }: Page<Key>,
): Promise<PaymentRow[]> =>
  uow.em.find(
    PaymentRow,
    { $and: [matching(uow, filter), ...(after ? [beyond(after)] : [])] },
    { orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], limit: limit + 1 },
  );

export const countPayments = (uow: UnitOfWork, filter: PaymentFilter): Promise<number> =>
  countRows(uow, PaymentRow, matching(uow, filter));

export async function paymentsById(
  uow: UnitOfWork,
  ids: readonly PaymentId[],
): Promise<ReadonlyMap<PaymentId, PaymentRow>> {
  const { tenantId } = uow;
  const rows = await uow.em.find(PaymentRow, { tenantId, id: { $in: [...ids] } });
  return new Map(rows.map((row) => [row.id, row]));
}

/** By the ledger transaction that each payment's money was booked with. */
export async function paymentsByTransaction(
  uow: UnitOfWork,
  ids: readonly TransactionId[],
): Promise<ReadonlyMap<TransactionId, PaymentRow>> {
  const { tenantId } = uow;
  const rows = await uow.em.find(PaymentRow, { tenantId, transactionId: { $in: [...ids] } });
  return new Map(rows.flatMap((row) => (row.transactionId ? [[row.transactionId, row] as const] : [])));
}

const matching = ({ tenantId }: UnitOfWork, filter: PaymentFilter): FilterQuery<PaymentRow> => {
  const { status, currency, createdFrom = null, createdTo = null } = filter;
  return {
    $and: [
      { tenantId },
      ...(status ? [{ status }] : []),
      ...(currency ? [{ currency: currency as CurrencyCode }] : []),
      ...(createdFrom === null ? [] : [{ createdAt: { $gte: createdFrom } }]),
      ...(createdTo === null ? [] : [{ createdAt: { $lt: createdTo } }]),
    ],
  };
};

/** Older than the position, or of its instant with a smaller id. */
const beyond = ([createdAt, id]: Key): FilterQuery<PaymentRow> => ({
  createdAt: { $lte: createdAt },
  $or: [{ createdAt: { $lt: createdAt } }, { id: { $lt: id as PaymentId } }],
});
