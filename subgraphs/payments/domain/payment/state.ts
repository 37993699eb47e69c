import type { Instant } from 'platform/kernel/clock';
import type { Id } from 'platform/kernel/ids';
import type { Money } from 'platform/kernel/money';

export type PaymentId = Id<'pay'>;
export type TransactionId = Id<'txn'>;
export type LedgerId = Id<'ldg'>;

export type CaptureMethod = 'AUTOMATIC' | 'MANUAL';

export type PaymentStatus =
  | 'REQUIRES_PAYMENT_METHOD'
  | 'REQUIRES_CONFIRMATION'
  | 'REQUIRES_ACTION'
  /** A request is with the provider and its outcome not yet known. */
  | 'PROCESSING'
  | 'REQUIRES_CAPTURE'
  | 'SUCCEEDED'
  | 'CANCELED';

/** Where each status may lead; a status that leads nowhere is terminal. */
export const TRANSITIONS: Readonly<Record<PaymentStatus, readonly PaymentStatus[]>> = {
  REQUIRES_PAYMENT_METHOD: ['REQUIRES_CONFIRMATION'],
  REQUIRES_CONFIRMATION: ['PROCESSING'],
  REQUIRES_ACTION: ['PROCESSING'],
  PROCESSING: ['REQUIRES_PAYMENT_METHOD', 'REQUIRES_ACTION', 'REQUIRES_CAPTURE', 'SUCCEEDED', 'CANCELED'],
  REQUIRES_CAPTURE: ['PROCESSING', 'SUCCEEDED', 'CANCELED'],
  SUCCEEDED: [],
  CANCELED: [],
};

/** A means of payment as the provider knows it. */
export interface PaymentMethod {
  readonly token: string;
  readonly brand: string;
  readonly last4: string;
}

/** What has been asked of the provider and not been answered yet. */
export type PendingOperation =
  | { readonly kind: 'confirm'; readonly attempt: number }
  | { readonly kind: 'capture'; readonly amount: Money }
  | { readonly kind: 'compensate' };

export type SettlementStatus = 'NONE' | 'PENDING' | 'SETTLED' | 'COMPENSATING' | 'COMPENSATED';

/** How far captured money has come into the book. */
export interface Settlement {
  readonly status: SettlementStatus;
  readonly transactionId: TransactionId | null;
  readonly settledAt: Instant | null;
  readonly refusalCode: string | null;
}

export interface Payment {
  readonly id: PaymentId;
  readonly amount: Money;
  readonly captureMethod: CaptureMethod;
  readonly description: string | null;
  readonly status: PaymentStatus;
  readonly paymentMethod: PaymentMethod | null;
  /** The number of the last confirmation; 0 before the first. */
  readonly attempt: number;
  readonly declineCode: string | null;
  readonly authorised: Money;
  readonly captured: Money;
  readonly refunded: Money;
  readonly pending: PendingOperation | null;
  readonly settlement: Settlement;
}

/** Undefined: no such payment yet. */
export type PaymentState = Payment | undefined;
