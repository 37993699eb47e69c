import type { Logger } from 'pino';
import type { ServiceKey } from 'platform/auth/service-keys';
import type { RunUnitOfWork } from 'platform/tenancy/unit-of-work';
import type { PaymentProvider } from '../providers/provider.ts';
import type { PaymentStore } from '../storage/stores/payments.ts';

/** What the use cases work with; compose.ts makes it. */
export interface PaymentServices {
  readonly unitOfWork: RunUnitOfWork;
  readonly payments: PaymentStore;
  readonly provider: PaymentProvider;
  /** Signs the commands to the ledger. */
  readonly key: ServiceKey;
  readonly logger: Logger;
}
