import type { CurrencyCode } from 'platform/kernel/currencies';
import { newId } from 'platform/kernel/ids';
import { type Money, moneyOf, moneyToWire } from 'platform/kernel/money';
import {
  actionRequired,
  captureRequested,
  compensationRequested,
  confirmationRequested,
  paymentAuthorised,
  paymentCaptured,
  paymentCreated,
  paymentDeclined,
  paymentMethodAttached,
} from '../../../contract/events.ts';
import type { Booking } from '../commands.ts';
import { happened, type PaymentEvent } from '../events.ts';
import type { CaptureMethod } from '../state.ts';

/** Short names for a payment's past, to write specifications with. */
export const euros = (minor: bigint): Money => moneyOf(minor, 'EUR' as CurrencyCode);

export const paymentId = newId('pay');
export const booking: Booking = { ledgerId: newId('ldg'), transactionId: newId('txn') };
export const card = { token: 'pm_test', brand: 'visa', last4: '4242' };

export const created = (captureMethod: CaptureMethod = 'AUTOMATIC'): PaymentEvent =>
  happened(paymentCreated, {
    paymentId,
    amount: moneyToWire(euros(1000n)),
    captureMethod,
    description: null,
  });
export const attached: PaymentEvent = happened(paymentMethodAttached, { paymentId, paymentMethod: card });
export const confirming = (attempt: number): PaymentEvent =>
  happened(confirmationRequested, { paymentId, attempt });
export const challenged = (attempt: number): PaymentEvent => happened(actionRequired, { paymentId, attempt });
export const declined = (attempt: number): PaymentEvent =>
  happened(paymentDeclined, { paymentId, attempt, code: 'insufficient_funds' });
export const authorised = (minor = 1000n, attempt = 1): PaymentEvent =>
  happened(paymentAuthorised, {
    paymentId,
    attempt,
    amount: moneyToWire(euros(minor)),
    providerReference: 'ref',
  });
export const capturing = (minor: bigint): PaymentEvent =>
  happened(captureRequested, { paymentId, amount: moneyToWire(euros(minor)) });
export const captured = (minor = 1000n): PaymentEvent =>
  happened(paymentCaptured, { paymentId, amount: moneyToWire(euros(minor)), ...booking });
export const compensating: PaymentEvent = happened(compensationRequested, {
  paymentId,
  transactionId: booking.transactionId,
  refusalCode: 'UNKNOWN_ACCOUNT',
});

export const ready = (captureMethod?: CaptureMethod): PaymentEvent[] => [created(captureMethod), attached];
export const capturable: PaymentEvent[] = [...ready('MANUAL'), confirming(1), authorised()];
export const taken: PaymentEvent[] = [...ready(), confirming(1), authorised(), captured()];
