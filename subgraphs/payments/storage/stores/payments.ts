import { fold } from 'platform/event-store/decider';
import type { Cause, RecordedEvent } from 'platform/event-store/events';
import type { EventStore } from 'platform/event-store/store';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import { paymentDecider } from '../../domain/payment/decide.ts';
import type { PaymentEvent } from '../../domain/payment/events.ts';
import type { PaymentId, PaymentState } from '../../domain/payment/state.ts';

/** A payment as it was read, to decide on. */
export interface LoadedPayment {
  readonly id: PaymentId;
  readonly state: PaymentState;
  /** 0 when there is no such payment. */
  readonly version: number;
  readonly lastEvent: RecordedEvent | undefined;
}

export interface PaymentStore {
  load(uow: UnitOfWork, id: PaymentId): Promise<LoadedPayment>;
  /** Appends, and projects in the same unit of work. Fails with CONFLICT when the payment has changed since it was loaded. */
  append(
    uow: UnitOfWork,
    payment: Pick<LoadedPayment, 'id' | 'version'>,
    events: readonly PaymentEvent[],
    cause: Cause,
  ): Promise<readonly RecordedEvent[]>;
}

const { evolve, initialState } = paymentDecider;

/** Keeps a read model: called in the unit of work that appends, with the events of one payment. */
export type Project = (uow: UnitOfWork, events: readonly RecordedEvent[]) => Promise<void>;

/** Payments as streams of the event store. */
export const createPaymentStore = (eventStore: EventStore, project: Project): PaymentStore => ({
  load: async (uow, id) => {
    const history = await eventStore.read(uow, id);
    return {
      id,
      state: fold<PaymentState, PaymentEvent>(evolve, initialState, history as RecordedPaymentEvent[]),
      version: history.length,
      lastEvent: history.at(-1),
    };
  },
  append: async (uow, { id, version }, events, cause) => {
    if (events.length === 0) return [];
    const recorded = await eventStore.append(uow, { stream: id, expectedVersion: version, events, cause });
    await project(uow, recorded);
    return recorded;
  },
});

/** The store holds nothing else in these streams: payloads were checked when they were appended. */
type RecordedPaymentEvent = RecordedEvent & PaymentEvent;
