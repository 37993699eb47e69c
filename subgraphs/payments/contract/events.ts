import { DAY_MS, type DataOf, defineMessage, wire } from 'platform/event-store/contract';
import { z } from 'zod';

/**
 * What payments publishes: the life of each payment, keyed by its id. Amounts are minor units as text. A
 * description is the merchant's text about a sale, never about a person.
 */
export const PAYMENTS = {
  name: 'payments.payment.v1',
  partitions: 6,
  retentionMs: 7 * DAY_MS,
  writers: 'one',
} as const;

const paymentId = wire.id('pay');
const transactionId = wire.id('txn');
/** Counts confirmations: each is one request to the provider, whatever is retried. */
const attempt = z.int().min(1);

export const paymentCreated = defineMessage({
  type: 'payments.payment.created.v1',
  topic: PAYMENTS,
  data: z.strictObject({
    paymentId,
    amount: wire.money,
    captureMethod: z.enum(['AUTOMATIC', 'MANUAL']),
    description: z.string().nullable(),
  }),
});

/** The provider's token and what a customer recognises; a card number never reaches this system. */
export const paymentMethodAttached = defineMessage({
  type: 'payments.payment.payment-method-attached.v1',
  topic: PAYMENTS,
  data: z.strictObject({
    paymentId,
    paymentMethod: z.strictObject({ token: z.string(), brand: z.string(), last4: z.string() }),
  }),
});

export const confirmationRequested = defineMessage({
  type: 'payments.payment.confirmation-requested.v1',
  topic: PAYMENTS,
  data: z.strictObject({ paymentId, attempt }),
});

/** The customer has to authenticate; confirming again afterwards goes on. */
export const actionRequired = defineMessage({
  type: 'payments.payment.action-required.v1',
  topic: PAYMENTS,
  data: z.strictObject({ paymentId, attempt }),
});

export const paymentDeclined = defineMessage({
  type: 'payments.payment.declined.v1',
  topic: PAYMENTS,
  data: z.strictObject({ paymentId, attempt, code: z.string() }),
});

export const paymentAuthorised = defineMessage({
  type: 'payments.payment.authorised.v1',
  topic: PAYMENTS,
  data: z.strictObject({ paymentId, attempt, amount: wire.money, providerReference: z.string() }),
});

export const captureRequested = defineMessage({
  type: 'payments.payment.capture-requested.v1',
  topic: PAYMENTS,
  data: z.strictObject({ paymentId, amount: wire.money }),
});

/** The money is taken; the ledger has been asked to post `transactionId`, which was made here. */
export const paymentCaptured = defineMessage({
  type: 'payments.payment.captured.v1',
  topic: PAYMENTS,
  data: z.strictObject({ paymentId, amount: wire.money, ledgerId: wire.id('ldg'), transactionId }),
});

/** The provider ended it before any money was taken. */
export const paymentCanceled = defineMessage({
  type: 'payments.payment.canceled.v1',
  topic: PAYMENTS,
  data: z.strictObject({ paymentId }),
});

/** The captured money is in the book. */
export const paymentSettled = defineMessage({
  type: 'payments.payment.settled.v1',
  topic: PAYMENTS,
  data: z.strictObject({ paymentId, transactionId, settledAt: wire.instant }),
});

/** The ledger refused to post: the money has to go back. */
export const compensationRequested = defineMessage({
  type: 'payments.payment.compensation-requested.v1',
  topic: PAYMENTS,
  data: z.strictObject({ paymentId, transactionId, refusalCode: z.string() }),
});

/** The money went back. */
export const paymentCompensated = defineMessage({
  type: 'payments.payment.compensated.v1',
  topic: PAYMENTS,
  data: z.strictObject({ paymentId, transactionId, amount: wire.money }),
});

export const PAYMENT_EVENTS = [
  paymentCreated,
  paymentMethodAttached,
  confirmationRequested,
  actionRequired,
  paymentDeclined,
  paymentAuthorised,
  captureRequested,
  paymentCaptured,
  paymentCanceled,
  paymentSettled,
  compensationRequested,
  paymentCompensated,
] as const;

export type PaymentCreated = DataOf<typeof paymentCreated>;
export type PaymentCaptured = DataOf<typeof paymentCaptured>;
export type PaymentSettled = DataOf<typeof paymentSettled>;
export type PaymentCompensated = DataOf<typeof paymentCompensated>;
