import { TRANSACTIONS, transactionPosted, transactionRefused } from '@subgraph/ledger/contract/events';
import { type Consumer, startConsumer } from 'platform/bus/consumer';
import type { BusEvent } from 'platform/bus/port';
import { compensatePayment } from '../use-cases/compensatePayment.ts';
import { settlePayment } from '../use-cases/settlePayment.ts';
import type { ConsumerServices } from './services.ts';

/** The ledger's answers: posted settles the payment, refused sends the money back. */
export const consumeTransactions = ({ services, ...platform }: ConsumerServices): Consumer =>
  startConsumer({
    ...platform,
    group: 'payments.ledger-transaction',
    topics: [TRANSACTIONS],
    concerns: isOfPayment,
    handlers: {
      [transactionPosted.type]: (event, uow) => settlePayment(services, uow, event),
      [transactionRefused.type]: (event, uow) => compensatePayment(services, uow, event),
    },
  });

/** What we ask the ledger to post has the payment as its reference; most of what it posts others have asked for. */
const isOfPayment = ({ type, data }: BusEvent): boolean =>
  type !== transactionPosted.type || String(data.reference).startsWith('pay_');
