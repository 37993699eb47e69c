import type { RecordedEvent } from 'platform/event-store/events';
import { present } from 'platform/kernel/assert';
import { parseInstant } from 'platform/kernel/clock';
import type { CurrencyCode } from 'platform/kernel/currencies';
import {
  actionRequired,
  captureRequested,
  compensationRequested,
  confirmationRequested,
  paymentAuthorised,
  paymentCanceled,
  paymentCaptured,
  paymentCompensated,
  paymentCreated,
  paymentDeclined,
  paymentMethodAttached,
  paymentSettled,
} from '../../contract/events.ts';
import type { PaymentEvent } from '../../domain/payment/events.ts';
import type { PaymentId, TransactionId } from '../../domain/payment/state.ts';
import type { PaymentRow } from '../../storage/entities/PaymentRow.ts';

/** What events change in a payment's row; all of it for a new payment. */
export type RowChanges = Partial<PaymentRow>;

/** The changes of several events of one payment, the later over the earlier. */
export const changesOf = (events: readonly RecordedEvent[]): RowChanges =>
  Object.assign({}, ...events.map(changeOf));

function changeOf(event: RecordedEvent): RowChanges {
  const { tenantId, recordedAt } = event;
  const id = event.stream as PaymentId;
  return { tenantId, id, ...fieldsOf(event as RecordedEvent & PaymentEvent), updatedAt: recordedAt };
}

function fieldsOf(event: RecordedEvent & PaymentEvent): RowChanges {
  switch (event.type) {
    case paymentCreated.type:
      return {
        currency: event.data.amount.currency as CurrencyCode,
        amount: event.data.amount.minor,
        captured: '0',
        status: 'REQUIRES_PAYMENT_METHOD',
        captureMethod: event.data.captureMethod,
        description: event.data.description,
        declineCode: null,
        settlementStatus: 'NONE',
        settledAt: null,
        refusalCode: null,
        transactionId: null,
        createdAt: event.recordedAt,
      };
    case paymentMethodAttached.type:
      return { status: 'REQUIRES_CONFIRMATION', declineCode: null };
    case confirmationRequested.type:
    case captureRequested.type:
      return { status: 'PROCESSING' };
    case actionRequired.type:
      return { status: 'REQUIRES_ACTION' };
    case paymentDeclined.type:
      return { status: 'REQUIRES_PAYMENT_METHOD', declineCode: event.data.code };
    case paymentAuthorised.type:
      return { status: 'REQUIRES_CAPTURE' };
    case paymentCaptured.type:
      return {
        status: 'SUCCEEDED',
        captured: event.data.amount.minor,
        settlementStatus: 'PENDING',
        transactionId: event.data.transactionId as TransactionId,
      };
    case paymentCanceled.type:
      return { status: 'CANCELED' };
    case paymentSettled.type:
      return {
        settlementStatus: 'SETTLED',
        settledAt: present(parseInstant(event.data.settledAt), 'a recorded instant can be read'),
      };
    case compensationRequested.type:
      return { settlementStatus: 'COMPENSATING', refusalCode: event.data.refusalCode };
    case paymentCompensated.type:
      return { settlementStatus: 'COMPENSATED' };
  }
}
