import type { BusEvent } from 'platform/bus/port';
import { assert } from 'platform/kernel/assert';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import type { CompensatePayment, SettlePayment } from '../domain/payment/commands.ts';
import { paymentDecider } from '../domain/payment/decide.ts';
import { PaymentRow } from '../storage/entities/PaymentRow.ts';
import { answering } from './cause.ts';
import type { Services } from './services.ts';

/** Takes the ledger's answer to the payment whose transaction it is about; other transactions are nobody's here. */
export async function answerOfLedger(
  { payments }: Pick<Services, 'payments'>,
  uow: UnitOfWork,
  event: BusEvent,
  command: SettlePayment | CompensatePayment,
): Promise<void> {
  const { tenantId } = uow;
  const { transactionId } = command;
  const row = await uow.em.findOne(PaymentRow, { tenantId, transactionId }, { fields: ['id'] });
  if (!row) return;
  const payment = await payments.load(uow, row.id);
  const decision = paymentDecider.decide(command, payment.state);
  assert(decision.ok, "the ledger's answer is never refused");
  await payments.append(uow, payment, decision.value, answering(event));
}
