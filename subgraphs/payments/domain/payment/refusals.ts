import { formatAmount, type Money } from 'platform/kernel/money';
import type { Refusal } from 'platform/kernel/refusal';
import type { PaymentStatus } from './state.ts';

export type InvalidAmount = Refusal<'InvalidAmount'>;

/**
 * Why a payment does not change, in the order of precedence: of several that apply, the first in this list is the
 * answer. `IdempotencyConflict` comes before all of them.
 */
export type PaymentRefusal =
  | Refusal<'UnknownPayment'>
  | InvalidAmount
  | (Refusal<'InvalidPaymentState'> & { readonly status: PaymentStatus })
  | (Refusal<'CaptureAmountExceeded'> & { readonly capturable: Money });

export const unknownPayment: Refusal<'UnknownPayment'> = {
  type: 'UnknownPayment',
  message: 'There is no such payment.',
  path: ['paymentId'],
};

export const invalidAmount = (message: string): InvalidAmount => ({
  type: 'InvalidAmount',
  message,
  path: ['amount'],
});

export const NOT_POSITIVE = 'The amount must be greater than zero.';

export const invalidPaymentState = (status: PaymentStatus): PaymentRefusal => ({
  type: 'InvalidPaymentState',
  message: `The payment is ${status.toLowerCase().replaceAll('_', ' ')}.`,
  path: ['paymentId'],
  status,
});

export const captureAmountExceeded = (capturable: Money): PaymentRefusal => ({
  type: 'CaptureAmountExceeded',
  message: `At the most ${formatAmount(capturable)} ${capturable.currency} can be captured.`,
  path: ['amount'],
  capturable,
});
