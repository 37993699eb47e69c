import type { TransactionPosted } from '@subgraph/ledger/contract/events';
import type { BusEvent } from 'platform/bus/port';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import type { TransactionId } from '../domain/payment/state.ts';
import { answerOfLedger } from './answerOfLedger.ts';
import type { Services } from './services.ts';

/** The ledger posted the transaction: its payment is settled, when it is one of ours. Idempotent. */
export const settlePayment = (
  services: Pick<Services, 'payments'>,
  uow: UnitOfWork,
  event: BusEvent,
): Promise<void> => {
  const { transaction } = event.data as TransactionPosted;
  const transactionId = transaction.id as TransactionId;
  return answerOfLedger(services, uow, event, {
    kind: 'SettlePayment',
    transactionId,
    settledAt: event.time,
  });
};
