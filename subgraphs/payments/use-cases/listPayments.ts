import { requireScope } from 'platform/auth/scopes';
import { connectionOf, type PageArguments, parsePage } from 'platform/graphql/connections';
import {
  byCreation,
  countPayments,
  findPayments,
  keyOf,
  type PaymentConnection,
  type PaymentFilter,
} from '../read-models/payments/query.ts';
import type { Caller, Services } from './services.ts';

/** A page of the tenant's payments, the last created first. */
export async function listPayments(
  { unitOfWork }: Pick<Services, 'unitOfWork'>,
  { actor }: Pick<Caller, 'actor'>,
  filter: PaymentFilter,
  page: PageArguments,
): Promise<PaymentConnection> {
  requireScope(actor, 'payments:read');
  const { tenantId } = actor;
  const wanted = parsePage(page, byCreation);
  return connectionOf({
    rows: await unitOfWork(tenantId, (uow) => findPayments(uow, filter, wanted)),
    page: wanted,
    keys: byCreation,
    keyOf,
    count: () => unitOfWork(tenantId, (uow) => countPayments(uow, filter)),
  });
}
