import type { UnitOfWork } from '../tenancy/unit-of-work.ts';
import type { MessageDeclaration } from './contract.ts';
import type { Cause, NewEvent, RecordedEvent } from './events.ts';

export interface EventStoreOptions {
  /** The domain: CloudEvents `source`. */
  readonly source: string;
  readonly events: readonly MessageDeclaration[];
}

export interface Append {
  /** The stream is the aggregate: its id. */
  readonly stream: string;
  /** The version it was decided on; 0 for a new stream. */
  readonly expectedVersion: number;
  readonly events: readonly NewEvent[];
  readonly cause: Cause;
}

/**
 * Append-only streams in the subgraph's database. What is appended is also enqueued for the bus, in one transaction.
 */
export interface EventStore {
  /** The stream's events after `afterVersion` (default: all), in order. */
  read(uow: UnitOfWork, stream: string, afterVersion?: number): Promise<RecordedEvent[]>;
  /** Fails with CONFLICT when the stream is no longer at `expectedVersion`; payloads are checked against their JSON Schema. */
  append(uow: UnitOfWork, append: Append): Promise<RecordedEvent[]>;
}

export declare function createEventStore(options: EventStoreOptions): EventStore;
