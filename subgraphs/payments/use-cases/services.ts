import type { Logger } from 'pino';
import type { Actor } from 'platform/auth/actor';
import type { ServiceKey } from 'platform/auth/service-keys';
import type { Cause } from 'platform/event-store/events';
import type { RunUnitOfWork } from 'platform/tenancy/unit-of-work';
import type { PaymentProvider } from '../providers/provider.ts';
import type { PaymentStore } from '../storage/stores/payments.ts';

/** What the use cases stand on. */
export interface Services {
  readonly unitOfWork: RunUnitOfWork;
  readonly payments: PaymentStore;
  readonly provider: PaymentProvider;
  /** Signs the commands to the ledger. */
  readonly key: ServiceKey;
  readonly logger: Logger;
}

/** Who asks, and why. */
export interface Caller {
  readonly actor: Actor;
  readonly cause: Cause;
}
