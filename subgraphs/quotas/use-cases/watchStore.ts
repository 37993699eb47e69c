import type { Logger } from 'pino';
import { counterOf } from 'platform/telemetry/metrics';
import type { Registry } from 'prom-client';

/** Whether the store decides. */
export interface StoreHealth {
  answered(): void;
  /** The policies decide instead: `open` admits, `closed` refuses. */
  failed(failMode: 'open' | 'closed', error: unknown): void;
}

/** Counts what the store did not decide, and logs when that begins and when it is over. */
export function watchStore(logger: Logger, metrics: Registry): StoreHealth {
  const undecided = counterOf(metrics, {
    name: 'quotas_undecided_total',
    help: 'Quantities that the store did not decide on in time: admitted (fail_mode open) or refused (closed)',
    labels: ['fail_mode'],
  });
  let failing = false;
  return {
    answered() {
      if (failing) logger.warn('quotas are decided again');
      failing = false;
    },
    failed(failMode, err) {
      undecided.inc({ fail_mode: failMode });
      if (!failing)
        logger.warn({ err }, 'the store of quotas does not answer: policies say what is admitted');
      failing = true;
    },
  };
}
