import { requireScope } from 'platform/auth/scopes';
import { parseId } from 'platform/kernel/ids';
import type { PaymentRow } from '../storage/entities/PaymentRow.ts';
import type { PaymentLoaders } from './paymentLoaders.ts';
import type { Caller } from './services.ts';

/** The payment of the id; null when the tenant has none. */
export async function getPayment(
  { actor, payments }: Caller & PaymentLoaders,
  id: string,
): Promise<PaymentRow | null> {
  requireScope(actor, 'payments:read');
  const paymentId = parseId('pay', id);
  return paymentId ? payments.load(paymentId) : null;
}

/** The payment that was booked with the ledger's transaction; null when there is none. */
export async function getPaymentOfTransaction(
  { actor, paymentsByTransaction }: Caller & PaymentLoaders,
  id: string,
): Promise<PaymentRow | null> {
  requireScope(actor, 'payments:read');
  const transactionId = parseId('txn', id);
  return transactionId ? paymentsByTransaction.load(transactionId) : null;
}
