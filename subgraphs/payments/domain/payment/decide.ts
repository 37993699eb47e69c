import type { Decider } from 'platform/event-store/decider';
import { assert, present } from 'platform/kernel/assert';
import { formatInstant } from 'platform/kernel/clock';
import { moneyToWire } from 'platform/kernel/money';
import { ok, type Result, refuse } from 'platform/kernel/result';
import {
  captureRequested,
  compensationRequested,
  confirmationRequested,
  paymentCreated,
  paymentMethodAttached,
  paymentSettled,
} from '../../contract/events.ts';
import type {
  CapturePayment,
  CompensatePayment,
  ConfirmPayment,
  CreatePayment,
  PaymentCommand,
  SettlePayment,
} from './commands.ts';
import { happened, type PaymentEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { recordOutcome } from './outcome.ts';
import {
  type CaptureAmountExceeded,
  captureAmountExceeded,
  type InvalidAmount,
  type InvalidPaymentState,
  invalidAmount,
  invalidPaymentState,
  NOT_POSITIVE,
  type PaymentRefusal,
  unknownPayment,
} from './refusals.ts';
import type { Payment, PaymentId, PaymentMethod, PaymentState, TransactionId } from './state.ts';

type Decision<R> = Result<readonly PaymentEvent[], R>;

/** Decides on a payment. Pure. What was recorded before is accepted again and changes nothing. */
function decide(command: PaymentCommand, state: PaymentState): Decision<PaymentRefusal> {
  if (command.kind === 'CreatePayment') return create(command, state);
  if (!state) return refuse(unknownPayment);
  switch (command.kind) {
    case 'ConfirmPayment':
      return confirm(command, state);
    case 'CapturePayment':
      return capture(command, state);
    case 'RecordOutcome':
      return ok(recordOutcome(command, state));
    case 'SettlePayment':
      return ok(settle(command, state));
    case 'CompensatePayment':
      return ok(compensate(command, state));
  }
}

export const paymentDecider: Decider<PaymentCommand, PaymentState, PaymentEvent, PaymentRefusal> = {
  initialState: undefined,
  decide,
  evolve,
};

function create(command: CreatePayment, state: PaymentState): Decision<InvalidAmount> {
  assert(!state, 'a payment is created once');
  const { paymentId, amount, captureMethod, description, paymentMethod } = command;
  if (amount.minor <= 0n) return refuse(invalidAmount(NOT_POSITIVE));
  return ok([
    happened(paymentCreated, { paymentId, amount: moneyToWire(amount), captureMethod, description }),
    ...(paymentMethod ? [attached(paymentId, paymentMethod)] : []),
    ...(paymentMethod && command.confirm ? [confirmation(paymentId, 1)] : []),
  ]);
}

export function confirm({ paymentMethod }: ConfirmPayment, payment: Payment): Decision<InvalidPaymentState> {
  const request = confirmation(payment.id, payment.attempt + 1);
  switch (payment.status) {
    case 'REQUIRES_CONFIRMATION':
    case 'REQUIRES_ACTION':
      return ok([request]);
    case 'REQUIRES_PAYMENT_METHOD':
      return paymentMethod
        ? ok([attached(payment.id, paymentMethod), request])
        : refuse(invalidPaymentState(payment.status));
    default:
      return refuse(invalidPaymentState(payment.status));
  }
}

export function capture(
  { amount }: CapturePayment,
  payment: Payment,
): Decision<InvalidAmount | InvalidPaymentState | CaptureAmountExceeded> {
  const capturable = payment.authorised;
  const wanted = amount ?? capturable;
  if (wanted.currency !== payment.amount.currency) {
    return refuse(invalidAmount(`The payment is in ${payment.amount.currency}.`));
  }
  if (amount && amount.minor <= 0n) return refuse(invalidAmount(NOT_POSITIVE));
  if (payment.status !== 'REQUIRES_CAPTURE') return refuse(invalidPaymentState(payment.status));
  if (wanted.minor > capturable.minor) return refuse(captureAmountExceeded(capturable));
  return ok([happened(captureRequested, { paymentId: payment.id, amount: moneyToWire(wanted) })]);
}

function settle({ transactionId, settledAt }: SettlePayment, payment: Payment): readonly PaymentEvent[] {
  if (bookingOf(payment, transactionId).status === 'SETTLED') return [];
  assert(payment.settlement.status === 'PENDING', 'the ledger does not post what it refused');
  return [
    happened(paymentSettled, {
      paymentId: payment.id,
      transactionId,
      settledAt: formatInstant(settledAt),
    }),
  ];
}

function compensate(command: CompensatePayment, payment: Payment): readonly PaymentEvent[] {
  const { transactionId, refusalCode } = command;
  const { status } = bookingOf(payment, transactionId);
  if (status === 'COMPENSATING' || status === 'COMPENSATED') return [];
  assert(status === 'PENDING', 'the ledger does not refuse what it posted');
  return [happened(compensationRequested, { paymentId: payment.id, transactionId, refusalCode })];
}

function bookingOf(payment: Payment, transactionId: TransactionId): Payment['settlement'] {
  const booked = present(payment.settlement.transactionId, 'only a captured payment is in the book');
  assert(booked === transactionId, `payment ${payment.id} is booked as ${booked}, not ${transactionId}`);
  return payment.settlement;
}

const attached = (paymentId: PaymentId, paymentMethod: PaymentMethod): PaymentEvent =>
  happened(paymentMethodAttached, { paymentId, paymentMethod: { ...paymentMethod } });

const confirmation = (paymentId: PaymentId, attempt: number): PaymentEvent =>
  happened(confirmationRequested, { paymentId, attempt });
