import { type Consumer, startConsumer } from 'platform/bus/consumer';
import type { BusEvent } from 'platform/bus/port';
import {
  captureRequested,
  compensationRequested,
  confirmationRequested,
  PAYMENTS,
} from '../contract/events.ts';
import type { PaymentId } from '../domain/payment/state.ts';
import { advancePayment } from '../use-cases/advancePayment.ts';
import type { Services } from '../use-cases/services.ts';
import type { ConsumerServices } from './services.ts';

const REQUESTS = new Set<string>([
  confirmationRequested.type,
  captureRequested.type,
  compensationRequested.type,
]);

/**
 * Our own requests to the provider. Mostly the mutation has had them carried out by now; what it did not live to do,
 * and every compensation, is done here. The provider is called outside any unit of work, hence by batches, which
 * bring none; carrying out is idempotent by itself.
 */
export const consumePayments = ({ services, ...platform }: ConsumerServices): Consumer =>
  startConsumer({
    ...platform,
    group: 'payments.payment-requests',
    topics: [PAYMENTS],
    handleBatch: (events) => Promise.all(events.map((event) => carryOut(services, event))),
  });

async function carryOut(services: Services, event: BusEvent): Promise<'done' | { readonly error: unknown }> {
  if (!REQUESTS.has(event.type)) return 'done';
  try {
    await advancePayment(services, event.tenantId, event.subject as PaymentId);
    return 'done';
  } catch (error) {
    return { error };
  }
}
