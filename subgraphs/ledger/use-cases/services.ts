import type { Actor } from 'platform/auth/actor';
import type { TrustedKeys } from 'platform/auth/service-keys';
import type { Cause } from 'platform/event-store/events';
import type { EventStore } from 'platform/event-store/store';
import type { Database } from 'platform/tenancy/database';
import type { RunUnitOfWork } from 'platform/tenancy/unit-of-work';
import type { ReadPublishedHeads } from '../read-models/audit/publishedHeads.ts';
import type { BookWriter } from '../storage/writer/bookWriter.ts';

/** What the use cases stand on. */
export interface Services {
  readonly unitOfWork: RunUnitOfWork;
  readonly reader: Database['reader'];
  readonly store: EventStore;
  readonly writer: BookWriter;
  /** What proves signed heads, and those that are on the bus. */
  readonly audit: { readonly trusted: TrustedKeys; readonly published: ReadPublishedHeads };
}

/** Who asks, and why. */
export interface Caller {
  readonly actor: Actor;
  readonly cause: Cause;
}
