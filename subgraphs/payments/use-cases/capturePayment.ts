import { type MoneyInput, parseMoneyInput } from 'platform/graphql/money';
import type { Money } from 'platform/kernel/money';
import { ok, type Result } from 'platform/kernel/result';
import { capture } from '../domain/payment/decide.ts';
import type { InvalidAmount } from '../domain/payment/refusals.ts';
import { changePayment } from './changePayment.ts';
import { type IdempotentInput, mutatePayment } from './mutatePayment.ts';
import type { Caller, Services } from './services.ts';

export interface CapturePaymentCall extends IdempotentInput {
  readonly paymentId: string;
  /** Null: all that is authorised. */
  readonly amount: MoneyInput | null;
}

/** Takes authorised money, all or a part of it, once. */
export const capturePayment = (services: Services, caller: Caller, call: CapturePaymentCall) =>
  mutatePayment(services, caller, 'capturePayment', call, (uow) =>
    changePayment(services, uow, caller, call.paymentId, (payment) => {
      const amount = parseAmount(call.amount);
      return amount.ok ? capture({ kind: 'CapturePayment', amount: amount.value }, payment) : amount;
    }),
  );

const parseAmount = (amount: MoneyInput | null): Result<Money | null, InvalidAmount> =>
  amount ? parseMoneyInput(amount, ['input', 'amount']) : ok(null);
