import type { Instant } from 'platform/kernel/clock';
import type { Money } from 'platform/kernel/money';
import type {
  CaptureMethod,
  LedgerId,
  PaymentId,
  PaymentMethod,
  PendingOperation,
  TransactionId,
} from './state.ts';

export interface CreatePayment {
  readonly kind: 'CreatePayment';
  readonly paymentId: PaymentId;
  readonly amount: Money;
  readonly captureMethod: CaptureMethod;
  readonly description: string | null;
  readonly paymentMethod: PaymentMethod | null;
  readonly confirm: boolean;
}

export interface ConfirmPayment {
  readonly kind: 'ConfirmPayment';
  /** Attached first when the payment has none, or its last one was declined. */
  readonly paymentMethod: PaymentMethod | null;
}

export interface CapturePayment {
  readonly kind: 'CapturePayment';
  /** Null: all that is authorised. */
  readonly amount: Money | null;
}

/** What the provider says became of an operation. */
export type ProviderOutcome =
  | { readonly kind: 'actionRequired' }
  | { readonly kind: 'declined'; readonly code: string }
  | { readonly kind: 'authorised'; readonly amount: Money; readonly reference: string }
  | {
      readonly kind: 'captured';
      readonly authorised: Money;
      readonly amount: Money;
      readonly reference: string;
    }
  | { readonly kind: 'canceled' }
  /** Refunded, or let go before it was taken. */
  | { readonly kind: 'returned'; readonly amount: Money };

/** Where captured money is to be booked: the transaction's id is made here, before the ledger is asked. */
export interface Booking {
  readonly ledgerId: LedgerId;
  readonly transactionId: TransactionId;
}

export interface RecordOutcome {
  readonly kind: 'RecordOutcome';
  readonly operation: PendingOperation;
  readonly outcome: ProviderOutcome;
  /** Needed when the outcome is `captured`. */
  readonly booking: Booking | null;
}

/** The ledger posted the transaction. */
export interface SettlePayment {
  readonly kind: 'SettlePayment';
  readonly transactionId: TransactionId;
  readonly settledAt: Instant;
}

/** The ledger refused the transaction. */
export interface CompensatePayment {
  readonly kind: 'CompensatePayment';
  readonly transactionId: TransactionId;
  readonly refusalCode: string;
}

export type PaymentCommand =
  | CreatePayment
  | ConfirmPayment
  | CapturePayment
  | RecordOutcome
  | SettlePayment
  | CompensatePayment;
