import type { Actor } from 'platform/auth/actor';
import type { Cause } from 'platform/event-store/events';
import type { RunUnitOfWork } from 'platform/tenancy/unit-of-work';
import type { PolicyStore } from '../storage/stores/policies.ts';

/** What the use cases stand on. */
export interface Services {
  readonly unitOfWork: RunUnitOfWork;
  readonly policies: PolicyStore;
}

/** Who asks, and why. */
export interface Caller {
  readonly actor: Actor;
  readonly cause: Cause;
}
