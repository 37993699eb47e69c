import type { Logger } from 'pino';
import { counterOf } from 'platform/telemetry/metrics';
import type { Registry } from 'prom-client';

/** Whether the store of the budgets answers. */
export interface StoreHealth {
  answered(): void;
  failed(error: unknown): void;
}

/** Counts every failure of the store, and logs when it begins and when it is over. */
export function watchStore(logger: Logger, metrics: Registry): StoreHealth {
  const failures = counterOf(metrics, {
    name: 'gateway_budget_store_failures_total',
    help: 'Reservations and settlements that the store of the budgets did not take',
  });
  let failing = false;
  return {
    answered() {
      if (failing) logger.info('budgets are kept again');
      failing = false;
    },
    failed(err) {
      failures.inc();
      if (!failing) logger.error({ err }, 'the store of the budgets cannot be reached');
      failing = true;
    },
  };
}
