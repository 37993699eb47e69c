import type { BusEvent, TopicDeclaration } from '../bus/port.ts';
import type { UnitOfWork } from '../tenancy/unit-of-work.ts';

/** A message for the bus. All messages of one `aggregateId` keep their order. */
export interface OutboxMessage {
  readonly topic: TopicDeclaration;
  readonly aggregateId: string;
  readonly event: BusEvent;
}

/**
 * Takes a message into the unit of work: written to `outbox` as its last statement, when it holds all its locks,
 * so that positions follow the order of dependent commits; published by the relay after the commit.
 */
export declare function enqueue(uow: UnitOfWork, message: OutboxMessage): void;
