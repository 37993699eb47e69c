import type { Logger } from 'pino';
import type { Actor } from 'platform/auth/actor';
import type { Cause } from 'platform/event-store/events';
import type { Clock } from 'platform/kernel/clock';
import type { TenantId } from 'platform/kernel/ids';
import type { Heartbeat } from 'platform/tenancy/heartbeat';
import type { Reader, RunUnitOfWork } from 'platform/tenancy/unit-of-work';
import type { PolicyBook } from '../read-models/policy-book/book.ts';
import type { Debts } from '../storage/stores/debts.ts';
import type { OverrideStore } from '../storage/stores/overrides.ts';
import type { PolicyStore } from '../storage/stores/policies.ts';
import type { QuotaStore } from '../storage/stores/port.ts';
import type { Outcome, Wanted } from './outcome.ts';
import type { ReservationIds } from './reservationIds.ts';
import type { UnseenEnds } from './unseenEnds.ts';
import type { StoreHealth } from './watchStore.ts';

/** What the use cases stand on. */
export interface Services {
  readonly unitOfWork: RunUnitOfWork;
  readonly reader: (tenantId: TenantId) => Reader;
  /** Of the database. */
  readonly heartbeat: Heartbeat;
  readonly policies: PolicyStore;
  readonly overrides: OverrideStore;
  readonly policyBook: PolicyBook;
  /** Counts, for all instances. */
  readonly store: QuotaStore;
  readonly storeHealth: StoreHealth;
  readonly debts: Debts;
  readonly unseenEnds: UnseenEnds;
  readonly reservationIds: ReservationIds;
  readonly clock: Clock;
  /** Notes what was decided, for usage and thresholds; nothing waits for it. */
  readonly observe: (wanted: Wanted, outcome: Outcome) => void;
  readonly logger: Logger;
}

/** Who asks, and why. */
export interface Caller {
  readonly actor: Actor;
  readonly cause: Cause;
}
