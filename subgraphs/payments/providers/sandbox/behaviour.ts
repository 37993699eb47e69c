import type { WireMoney } from 'platform/kernel/money';
import type { CaptureMethod } from '../../domain/payment/state.ts';
import { ProviderFault, type ProviderPayment } from '../provider.ts';
import { scenarioOf } from './scenario.ts';

/** The sandbox's own record of a payment, as JSON. Amounts are minor units as text. */
export interface SandboxPayment {
  readonly reference: string;
  readonly amount: WireMoney;
  readonly captureMethod: CaptureMethod;
  readonly description: string | null;
  readonly status: ProviderPayment['status'];
  readonly attempt: number;
  readonly declineCode: string | null;
  readonly captured: string;
  readonly refunded: string;
}

export type Behaviour = (payment: SandboxPayment) => SandboxPayment;

export const confirming =
  (attempt: number): Behaviour =>
  (payment) => {
    expectStatus(payment, ['created', 'declined', 'requires_action']);
    const { name, declineCode } = scenarioOf(payment.description);
    const asked = { ...payment, attempt, declineCode: null };
    const isFirst = payment.attempt === 0;
    if (name === 'decline' || (name === 'decline-once' && isFirst)) {
      return { ...asked, status: 'declined', declineCode };
    }
    if (name === 'authenticate' && isFirst) return { ...asked, status: 'requires_action' };
    return payment.captureMethod === 'AUTOMATIC'
      ? { ...asked, status: 'captured', captured: payment.amount.minor }
      : { ...asked, status: 'authorised' };
  };

export const capturing =
  (amount: WireMoney): Behaviour =>
  (payment) => {
    expectStatus(payment, ['authorised']);
    expectAmount(amount, payment.amount);
    const lapsed = scenarioOf(payment.description).name === 'expire';
    return lapsed
      ? { ...payment, status: 'canceled' }
      : { ...payment, status: 'captured', captured: amount.minor };
  };

export const canceling: Behaviour = (payment) => {
  expectStatus(payment, ['created', 'declined', 'requires_action', 'authorised']);
  return { ...payment, status: 'canceled' };
};

export const refunding =
  (amount: WireMoney): Behaviour =>
  (payment) => {
    expectStatus(payment, ['captured']);
    const refunded = BigInt(payment.refunded) + BigInt(amount.minor);
    expectAmount({ ...amount, minor: refunded.toString() }, { ...payment.amount, minor: payment.captured });
    return { ...payment, refunded: refunded.toString() };
  };

function expectStatus({ status }: SandboxPayment, allowed: readonly ProviderPayment['status'][]): void {
  if (!allowed.includes(status)) throw new ProviderFault(`a payment that is ${status} does not allow it`);
}

function expectAmount(amount: WireMoney, limit: WireMoney): void {
  const fits = amount.currency === limit.currency && BigInt(amount.minor) <= BigInt(limit.minor);
  if (!fits || BigInt(amount.minor) <= 0n) throw new ProviderFault('the amount is out of bounds');
}
