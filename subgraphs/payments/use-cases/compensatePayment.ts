import type { TransactionRefused } from '@subgraph/ledger/contract/events';
import type { BusEvent } from 'platform/bus/port';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import { answerOfLedger } from './answerOfLedger.ts';
import type { Services } from './services.ts';

/**
 * The ledger refused the transaction: the money has to go back. This asks for it; the provider is called later, when
 * the request itself comes over the bus. Idempotent.
 */
export const compensatePayment = (
  services: Pick<Services, 'payments'>,
  uow: UnitOfWork,
  event: BusEvent,
): Promise<void> =>
  answerOfLedger(services, uow, event, (transactionId) => ({
    kind: 'CompensatePayment',
    transactionId,
    refusalCode: (event.data as TransactionRefused).code,
  }));
