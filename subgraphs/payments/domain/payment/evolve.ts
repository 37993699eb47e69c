import { present } from 'platform/kernel/assert';
import { parseInstant } from 'platform/kernel/clock';
import { moneyFromWire, zero } from 'platform/kernel/money';
import {
  actionRequired,
  captureRequested,
  compensationRequested,
  confirmationRequested,
  type PaymentCaptured,
  type PaymentCreated,
  type PaymentSettled,
  paymentAuthorised,
  paymentCanceled,
  paymentCaptured,
  paymentCompensated,
  paymentCreated,
  paymentDeclined,
  paymentMethodAttached,
  paymentSettled,
} from '../../contract/events.ts';
import type { PaymentEvent } from './events.ts';
import type { Payment, PaymentId, PaymentState, TransactionId } from './state.ts';

/** The payment after the event. */
export function evolve(state: PaymentState, event: PaymentEvent): Payment {
  if (event.type === paymentCreated.type) return created(event.data);
  return changed(present(state, 'a payment begins with its creation'), event);
}

function created(data: PaymentCreated): Payment {
  const amount = moneyFromWire(data.amount);
  const nothing = zero(amount.currency);
  return {
    id: data.paymentId as PaymentId,
    amount,
    captureMethod: data.captureMethod,
    description: data.description,
    status: 'REQUIRES_PAYMENT_METHOD',
    paymentMethod: null,
    attempt: 0,
    declineCode: null,
    authorised: nothing,
    captured: nothing,
    refunded: nothing,
    pending: null,
    settlement: { status: 'NONE', transactionId: null, settledAt: null, refusalCode: null },
  };
}

type Change = Exclude<PaymentEvent, { readonly type: typeof paymentCreated.type }>;

function changed(payment: Payment, event: Change): Payment {
  switch (event.type) {
    case paymentMethodAttached.type:
      return {
        ...payment,
        status: 'REQUIRES_CONFIRMATION',
        paymentMethod: event.data.paymentMethod,
        declineCode: null,
      };
    case confirmationRequested.type: {
      const { attempt } = event.data;
      return { ...payment, status: 'PROCESSING', attempt, pending: { kind: 'confirm', attempt } };
    }
    case actionRequired.type:
      return { ...payment, status: 'REQUIRES_ACTION', pending: null };
    case paymentDeclined.type:
      return {
        ...payment,
        status: 'REQUIRES_PAYMENT_METHOD',
        paymentMethod: null,
        declineCode: event.data.code,
        pending: null,
      };
    case paymentAuthorised.type:
      return {
        ...payment,
        status: 'REQUIRES_CAPTURE',
        authorised: moneyFromWire(event.data.amount),
        pending: null,
      };
    case captureRequested.type:
      return {
        ...payment,
        status: 'PROCESSING',
        pending: { kind: 'capture', amount: moneyFromWire(event.data.amount) },
      };
    case paymentCaptured.type:
      return captured(payment, event.data);
    case paymentCanceled.type:
      return { ...payment, status: 'CANCELED', pending: null };
    case paymentSettled.type:
      return settled(payment, event.data);
    case compensationRequested.type:
      return {
        ...payment,
        pending: { kind: 'compensate' },
        settlement: { ...payment.settlement, status: 'COMPENSATING', refusalCode: event.data.refusalCode },
      };
    case paymentCompensated.type:
      return {
        ...payment,
        refunded: moneyFromWire(event.data.amount),
        pending: null,
        settlement: { ...payment.settlement, status: 'COMPENSATED' },
      };
  }
}

const captured = (payment: Payment, data: PaymentCaptured): Payment => ({
  ...payment,
  status: 'SUCCEEDED',
  captured: moneyFromWire(data.amount),
  pending: null,
  settlement: {
    ...payment.settlement,
    status: 'PENDING',
    transactionId: data.transactionId as TransactionId,
  },
});

const settled = (payment: Payment, data: PaymentSettled): Payment => ({
  ...payment,
  settlement: {
    ...payment.settlement,
    status: 'SETTLED',
    settledAt: present(parseInstant(data.settledAt), 'a recorded instant can be read'),
  },
});
