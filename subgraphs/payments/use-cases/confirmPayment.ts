import { confirm } from '../domain/payment/decide.ts';
import { changePayment } from './changePayment.ts';
import { type IdempotentInput, mutatePayment } from './mutatePayment.ts';
import type { Caller, Services } from './services.ts';

export interface ConfirmPaymentCall extends IdempotentInput {
  readonly paymentId: string;
}

/** Sends a payment to the provider: for the first time, after a decline, or when the customer has authenticated. */
export const confirmPayment = (services: Services, caller: Caller, call: ConfirmPaymentCall) =>
  mutatePayment(services, caller, 'confirmPayment', call, (uow) => {
    const command = { kind: 'ConfirmPayment', paymentMethod: services.provider.testPaymentMethod } as const;
    return changePayment(services, uow, caller, call.paymentId, (payment) => confirm(command, payment));
  });
