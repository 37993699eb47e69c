import { parseId } from 'platform/kernel/ids';
import type { Refusal } from 'platform/kernel/refusal';
import { ok, type Result, refuse } from 'platform/kernel/result';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import type { PaymentEvent } from '../domain/payment/events.ts';
import { type UnknownPayment, unknownPayment } from '../domain/payment/refusals.ts';
import type { Payment, PaymentId } from '../domain/payment/state.ts';
import type { Caller, Services } from './services.ts';

/** Loads the payment, decides, appends. */
export async function changePayment<R extends Refusal>(
  { payments }: Pick<Services, 'payments'>,
  uow: UnitOfWork,
  { cause }: Pick<Caller, 'cause'>,
  paymentId: string,
  decide: (payment: Payment) => Result<readonly PaymentEvent[], R>,
): Promise<Result<PaymentId, R | UnknownPayment>> {
  const id = parseId('pay', paymentId);
  const payment = id && (await payments.load(uow, id));
  if (!payment?.state) return refuse(unknownPayment);
  const decision = decide(payment.state);
  if (!decision.ok) return decision;
  await payments.append(uow, payment, decision.value, cause);
  return ok(payment.id);
}
