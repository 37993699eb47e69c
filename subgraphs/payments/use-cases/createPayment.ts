import { badInput } from 'platform/errors/errors';
import type { IdempotencyConflict } from 'platform/graphql/idempotency';
import { type InvalidAmount, type MoneyInput, parsePositiveMoney } from 'platform/graphql/money';
import { isStorableText } from 'platform/graphql/text';
import { assert } from 'platform/kernel/assert';
import { newId } from 'platform/kernel/ids';
import type { Money } from 'platform/kernel/money';
import { ok, type Result } from 'platform/kernel/result';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import { paymentDecider } from '../domain/payment/decide.ts';
import type { CaptureMethod, PaymentId } from '../domain/payment/state.ts';
import type { PaymentRow } from '../storage/entities/PaymentRow.ts';
import { type IdempotentInput, mutatePayment } from './mutatePayment.ts';
import type { Caller, Services } from './services.ts';

const MAX_DESCRIPTION_CHARS = 1000;

export interface CreatePaymentCall extends IdempotentInput {
  readonly amount: MoneyInput;
  readonly captureMethod: CaptureMethod;
  readonly description: string | null;
  /** Send it to the provider at once. */
  readonly confirm: boolean;
}

/** Creates a payment, and with `confirm` sends it to the provider. */
export function createPayment(
  services: Services,
  caller: Caller,
  call: CreatePaymentCall,
): Promise<Result<PaymentRow, InvalidAmount | IdempotencyConflict>> {
  return mutatePayment(services, caller, 'createPayment', call, async (uow) => {
    checkDescription(call.description);
    const amount = parsePositiveMoney(call.amount, ['input', 'amount']);
    return amount.ok ? ok(await record(services, uow, caller, call, amount.value)) : amount;
  });
}

async function record(
  { payments, provider }: Services,
  uow: UnitOfWork,
  { cause }: Caller,
  { captureMethod, description, confirm }: CreatePaymentCall,
  amount: Money,
): Promise<PaymentId> {
  const id = newId('pay');
  const paymentMethod = provider.testPaymentMethod;
  const created = paymentDecider.decide(
    { kind: 'CreatePayment', paymentId: id, amount, captureMethod, description, paymentMethod, confirm },
    paymentDecider.initialState,
  );
  assert(created.ok, 'a payment of a positive amount can be created');
  await payments.append(uow, { id, version: 0 }, created.value, cause);
  return id;
}

function checkDescription(description: string | null): void {
  if (description === null) return;
  if (description.length <= MAX_DESCRIPTION_CHARS && isStorableText(description)) return;
  const message = `"description" must have at the most ${MAX_DESCRIPTION_CHARS} characters.`;
  throw badInput(message, ['input', 'description']);
}
