import type { BusEvent } from 'platform/bus/port';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import { answerOfLedger } from './answerOfLedger.ts';
import type { Services } from './services.ts';

/** The ledger posted the transaction: its payment is settled, when it is one of ours. Idempotent. */
export const settlePayment = (
  services: Pick<Services, 'payments'>,
  uow: UnitOfWork,
  event: BusEvent,
): Promise<void> =>
  answerOfLedger(services, uow, event, (transactionId) => ({
    kind: 'SettlePayment',
    transactionId,
    settledAt: event.time,
  }));
