import type { ProviderOutcome } from '../domain/payment/commands.ts';
import type { PendingOperation } from '../domain/payment/state.ts';
import type { ProviderPayment } from './provider.ts';

/** What became of the operation, by the payment as the provider holds it; undefined when it was not done yet. */
export function outcomeOf(
  operation: PendingOperation,
  payment: ProviderPayment,
): ProviderOutcome | undefined {
  switch (operation.kind) {
    case 'confirm':
      return payment.attempt < operation.attempt ? undefined : confirmed(payment);
    case 'capture':
      return payment.status === 'authorised' ? undefined : confirmed(payment);
    case 'compensate':
      return payment.refunded.minor === 0n ? undefined : { kind: 'returned', amount: payment.refunded };
  }
}

function confirmed(payment: ProviderPayment): ProviderOutcome | undefined {
  const { amount, captured, reference } = payment;
  switch (payment.status) {
    case 'created':
      return undefined;
    case 'requires_action':
      return { kind: 'actionRequired' };
    case 'declined':
      return { kind: 'declined', code: payment.declineCode ?? 'unknown' };
    case 'authorised':
      return { kind: 'authorised', amount, reference };
    case 'captured':
      return { kind: 'captured', authorised: amount, amount: captured, reference };
    case 'canceled':
      return { kind: 'canceled' };
  }
}
