import { createLoader, type Loader } from 'platform/dataloader/dataloader';
import type { TenantId } from 'platform/kernel/ids';
import type { RunUnitOfWork } from 'platform/tenancy/unit-of-work';
import type { PaymentId, TransactionId } from '../domain/payment/state.ts';
import { paymentsById, paymentsByTransaction } from '../read-models/payments/query.ts';
import type { PaymentRow } from '../storage/entities/PaymentRow.ts';

/** Of one request: what it asks for one by one is fetched together. */
export interface PaymentLoaders {
  readonly payments: Loader<PaymentId, PaymentRow>;
  readonly paymentsByTransaction: Loader<TransactionId, PaymentRow>;
}

export const createPaymentLoaders = (unitOfWork: RunUnitOfWork, tenantId: TenantId): PaymentLoaders => ({
  payments: createLoader((ids) => unitOfWork(tenantId, (uow) => paymentsById(uow, ids))),
  paymentsByTransaction: createLoader((ids) =>
    unitOfWork(tenantId, (uow) => paymentsByTransaction(uow, ids)),
  ),
});
