import { formatAmount, type Money } from 'platform/kernel/money';
import type { Refusal } from 'platform/kernel/refusal';
import type { PaymentStatus } from './state.ts';

export type UnknownPayment = Refusal<'UnknownPayment'>;
export type InvalidAmount = Refusal<'InvalidAmount'>;
export type InvalidPaymentState = Refusal<'InvalidPaymentState'> & { readonly status: PaymentStatus };
export type CaptureAmountExceeded = Refusal<'CaptureAmountExceeded'> & { readonly capturable: Money };

/**
 * Why a payment does not change, in the order of precedence: of several that apply, the first in this list is the
 * answer. `IdempotencyConflict` comes before all of them.
 */
export type PaymentRefusal = UnknownPayment | InvalidAmount | InvalidPaymentState | CaptureAmountExceeded;

export const unknownPayment: UnknownPayment = {
  type: 'UnknownPayment',
  message: 'There is no such payment.',
  path: ['input', 'paymentId'],
};

export const invalidAmount = (message: string): InvalidAmount => ({
  type: 'InvalidAmount',
  message,
  path: ['input', 'amount'],
});

export const NOT_POSITIVE = 'The amount must be greater than zero.';

export const invalidPaymentState = (status: PaymentStatus): InvalidPaymentState => ({
  type: 'InvalidPaymentState',
  message: `The payment is ${status.toLowerCase().replaceAll('_', ' ')}.`,
  path: ['input', 'paymentId'],
  status,
});

export const captureAmountExceeded = (capturable: Money): CaptureAmountExceeded => ({
  type: 'CaptureAmountExceeded',
  message: `At the most ${formatAmount(capturable)} ${capturable.currency} can be captured.`,
  path: ['input', 'amount'],
  capturable,
});
