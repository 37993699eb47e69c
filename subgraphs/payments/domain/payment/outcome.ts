import { assert, present } from 'platform/kernel/assert';
import { type Money, moneyToWire } from 'platform/kernel/money';
import {
  actionRequired,
  paymentAuthorised,
  paymentCanceled,
  paymentCaptured,
  paymentCompensated,
  paymentDeclined,
} from '../../contract/events.ts';
import type { Booking, RecordOutcome } from './commands.ts';
import { happened, type PaymentEvent } from './events.ts';
import type { Payment, PendingOperation } from './state.ts';

/** What the provider's answer makes of the payment; nothing when the operation is not, or no longer, awaited. */
export function recordOutcome(
  { operation, outcome, booking }: RecordOutcome,
  payment: Payment,
): readonly PaymentEvent[] {
  if (!awaits(payment, operation)) return [];
  const { id: paymentId, attempt } = payment;
  switch (outcome.kind) {
    case 'actionRequired':
      return [happened(actionRequired, { paymentId, attempt })];
    case 'declined':
      return [happened(paymentDeclined, { paymentId, attempt, code: outcome.code })];
    case 'authorised':
      return [authorised(payment, outcome.amount, outcome.reference)];
    case 'captured':
      return operation.kind === 'confirm'
        ? [
            authorised(payment, outcome.authorised, outcome.reference),
            captured(payment, outcome.amount, outcome.authorised, booking),
          ]
        : [captured(payment, outcome.amount, payment.authorised, booking)];
    case 'canceled':
      return [happened(paymentCanceled, { paymentId })];
    case 'returned':
      return [compensated(payment, outcome.amount)];
  }
}

const awaits = ({ pending }: Payment, operation: PendingOperation): boolean =>
  pending?.kind === operation.kind &&
  (pending.kind !== 'confirm' || operation.kind !== 'confirm' || pending.attempt === operation.attempt);

function authorised(payment: Payment, amount: Money, providerReference: string): PaymentEvent {
  const { id: paymentId, attempt } = payment;
  assert(amount.minor <= payment.amount.minor, 'no more is authorised than was asked for');
  return happened(paymentAuthorised, { paymentId, attempt, amount: moneyToWire(amount), providerReference });
}

function captured(payment: Payment, amount: Money, limit: Money, booking: Booking | null): PaymentEvent {
  assert(amount.minor <= limit.minor, 'no more is captured than is authorised');
  const { ledgerId, transactionId } = present(booking, 'captured money has a place in the book');
  return happened(paymentCaptured, {
    paymentId: payment.id,
    amount: moneyToWire(amount),
    ledgerId,
    transactionId,
  });
}

function compensated(payment: Payment, amount: Money): PaymentEvent {
  const transactionId = present(payment.settlement.transactionId, 'what is compensated was to be booked');
  assert(amount.minor === payment.captured.minor, 'all that was captured goes back');
  return happened(paymentCompensated, { paymentId: payment.id, transactionId, amount: moneyToWire(amount) });
}
