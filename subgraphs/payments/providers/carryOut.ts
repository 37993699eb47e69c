import { present } from 'platform/kernel/assert';
import type { TenantId } from 'platform/kernel/ids';
import type { ProviderOutcome } from '../domain/payment/commands.ts';
import type { Payment, PendingOperation } from '../domain/payment/state.ts';
import { outcomeOf } from './outcomeOf.ts';
import { OutcomeUnknown, type PaymentProvider, type ProviderPayment } from './provider.ts';

/**
 * Has the provider do what is pending, once, however often it is called: it asks first, acts only when that has not
 * been done, and asks again when no answer came. Rejects with OutcomeUnknown while the outcome cannot be learnt.
 */
export async function carryOut(
  provider: PaymentProvider,
  tenantId: TenantId,
  payment: Payment,
): Promise<ProviderOutcome> {
  const operation = present(payment.pending, 'only what is pending is carried out');
  const ask = async (): Promise<ProviderOutcome | undefined> => {
    const known = await provider.fetch(tenantId, payment.id);
    return known && outcomeOf(operation, known);
  };
  const known = await ask();
  if (known) return known;
  const outcome = (await act(provider, tenantId, payment, operation)) ?? (await ask());
  if (!outcome) throw new OutcomeUnknown(`${provider.name} does not say what became of ${payment.id}`);
  return outcome;
}

/** Undefined when no answer came. */
async function act(
  provider: PaymentProvider,
  tenantId: TenantId,
  payment: Payment,
  operation: PendingOperation,
): Promise<ProviderOutcome | undefined> {
  try {
    return outcomeOf(operation, await request(provider, tenantId, payment, operation));
  } catch (error) {
    if (error instanceof OutcomeUnknown) return undefined;
    throw error;
  }
}

/** The key of each request is made of the payment and the operation, so that a repetition is known as one. */
async function request(
  provider: PaymentProvider,
  tenantId: TenantId,
  payment: Payment,
  operation: PendingOperation,
): Promise<ProviderPayment> {
  const { id: paymentId, amount, captureMethod, description, paymentMethod, captured } = payment;
  const named = (name: string) => ({ tenantId, paymentId, idempotencyKey: `${paymentId}/${name}` });
  switch (operation.kind) {
    case 'confirm': {
      const { attempt } = operation;
      const { token } = present(paymentMethod, 'what is confirmed has a payment method');
      await provider.createPayment({ ...named('create'), amount, captureMethod, description });
      return provider.confirm({ ...named(`confirm/${attempt}`), attempt, paymentMethod: token });
    }
    case 'capture':
      return provider.capture({ ...named('capture'), amount: operation.amount });
    case 'compensate':
      return provider.refund({ ...named('compensate'), amount: captured });
  }
}
