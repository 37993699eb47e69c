import type { TenantId } from 'platform/kernel/ids';
import type { Money } from 'platform/kernel/money';
import type { CaptureMethod, PaymentId, PaymentMethod } from '../domain/payment/state.ts';

/** Every request names its payment and carries a key: the same key and parameters have one effect and one answer. */
export interface ProviderRequest {
  readonly tenantId: TenantId;
  readonly paymentId: PaymentId;
  readonly idempotencyKey: string;
}

export interface CreateAtProvider extends ProviderRequest {
  readonly amount: Money;
  readonly captureMethod: CaptureMethod;
  readonly description: string | null;
}

export interface ConfirmAtProvider extends ProviderRequest {
  readonly attempt: number;
  readonly paymentMethod: string;
}

export interface MoveMoney extends ProviderRequest {
  readonly amount: Money;
}

/** A payment as its provider holds it. */
export interface ProviderPayment {
  readonly reference: string;
  readonly status: 'created' | 'requires_action' | 'declined' | 'authorised' | 'captured' | 'canceled';
  /** The last confirmation it took up; 0 for none. */
  readonly attempt: number;
  readonly declineCode: string | null;
  readonly amount: Money;
  readonly captured: Money;
  readonly refunded: Money;
}

/**
 * Whoever moves the money. Nothing here is called inside a unit of work. Every call either resolves with the payment
 * as it is afterwards, or rejects: with OutcomeUnknown when it may or may not have had its effect, with
 * ProviderFault when it certainly had none.
 */
export interface PaymentProvider {
  readonly name: string;
  /** Attached where the caller brings no payment method of its own; null at a provider of real money. */
  readonly testPaymentMethod: PaymentMethod | null;
  createPayment(request: CreateAtProvider): Promise<ProviderPayment>;
  /** Authorises, and captures too when the capture method is AUTOMATIC. */
  confirm(request: ConfirmAtProvider): Promise<ProviderPayment>;
  /** Takes authorised money, at the most all of it, once; the rest is let go. */
  capture(request: MoveMoney): Promise<ProviderPayment>;
  /** Lets go of what was authorised and not captured. */
  cancel(request: ProviderRequest): Promise<ProviderPayment>;
  /** Gives captured money back. */
  refund(request: MoveMoney): Promise<ProviderPayment>;
  /** The payment as it is now; undefined when the provider never heard of it. */
  fetch(tenantId: TenantId, paymentId: PaymentId): Promise<ProviderPayment | undefined>;
}

/** No answer came: ask (`fetch`) before anything else is tried. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
}

/** The provider rejects the request itself: a bug of ours, or its configuration. */
export class ProviderFault extends Error {
  override readonly name = 'ProviderFault';
}
