import type { TransactionPosted, TransactionRefused } from '@subgraph/ledger/contract/events';
import type { BusEvent } from 'platform/bus/port';
import { assert } from 'platform/kernel/assert';
import { parseId } from 'platform/kernel/ids';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import type { CompensatePayment, SettlePayment } from '../domain/payment/commands.ts';
import { paymentDecider } from '../domain/payment/decide.ts';
import type { TransactionId } from '../domain/payment/state.ts';
import { PaymentRow } from '../storage/entities/PaymentRow.ts';
import { answering } from './cause.ts';
import type { Services } from './services.ts';

/** Takes the ledger's answer to the payment whose transaction it is about; other transactions are nobody's here. */
export async function answerOfLedger(
  { payments }: Pick<Services, 'payments'>,
  uow: UnitOfWork,
  event: BusEvent,
  commandOf: (transactionId: TransactionId) => SettlePayment | CompensatePayment,
): Promise<void> {
  const { tenantId } = uow;
  const { transaction } = event.data as TransactionPosted | TransactionRefused;
  const transactionId = parseId('txn', transaction.id);
  if (!transactionId) return;
  const row = await uow.em.findOne(PaymentRow, { tenantId, transactionId }, { fields: ['id'] });
  if (!row) return;
  const payment = await payments.load(uow, row.id);
  const decision = paymentDecider.decide(commandOf(transactionId), payment.state);
  assert(decision.ok, "the ledger's answer is never refused");
  await payments.append(uow, payment, decision.value, answering(event));
}
