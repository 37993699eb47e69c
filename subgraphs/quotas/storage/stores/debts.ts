import type { Logger } from 'pino';
import type { TenantId } from 'platform/kernel/ids';
import { counterOf } from 'platform/telemetry/metrics';
import type { Registry } from 'prom-client';
import { type Ask, MAX_QUANTITY, type QuotaStore } from './port.ts';

/** What was admitted while the store could not be reached, to be charged when it can. */
export interface Debts {
  /** Charges the asks, unless they were taken after all. */
  add(tenantId: TenantId, asks: readonly Ask[], taken: Promise<boolean>): void;
  /** Tries for the last time; what is still owed then is lost. */
  close(): Promise<void>;
}

/** Counted things with debts at the most; of more, the charge is lost, and counted as such. */
const MAX_DEBTS = 10_000;
const RETRY_MS = 250;

interface Debt {
  readonly tenantId: TenantId;
  readonly ask: Ask;
}

/** Debts in this process's memory, one for each key: a process that is killed meanwhile forgives them. */
export function createDebts(
  store: Pick<QuotaStore, 'decide'>,
  { logger, metrics }: { readonly logger: Logger; readonly metrics: Registry },
): Debts {
  const owed = new Map<string, Debt>();
  const lost = counterOf(metrics, {
    name: 'quotas_lost_charges_total',
    help: 'Quantities admitted while the store was down that could not be charged later',
  });
  let paying: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  function owe(tenantId: TenantId, ask: Ask): void {
    const name = `${tenantId} ${ask.key}`;
    const known = owed.get(name)?.ask.quantity ?? 0;
    if (owed.size >= MAX_DEBTS && !owed.has(name)) {
      lost.inc(ask.quantity);
      return;
    }
    const quantity = Math.min(MAX_QUANTITY, known + ask.quantity);
    owed.set(name, { tenantId, ask: { ...ask, quantity, forced: true } });
  }

  async function pay(): Promise<void> {
    for (const [name, debt] of owed) {
      owed.delete(name);
      await store.decide(debt.tenantId, [debt.ask]).catch((error: { readonly taken?: Promise<boolean> }) => {
        return Promise.resolve(error.taken ?? false).then((taken) => {
          if (!taken) owe(debt.tenantId, debt.ask);
          throw error;
        });
      });
    }
  }

  function payLater(): void {
    if (timer || paying || owed.size === 0) return;
    timer = setTimeout(() => {
      timer = undefined;
      paying = pay()
        .catch((err: unknown) => logger.debug({ err }, 'what was admitted unseen is charged later'))
        .finally(() => {
          paying = undefined;
          payLater();
        });
    }, RETRY_MS).unref();
  }

  return {
    add(tenantId, asks, taken) {
      void taken.then((wasTaken) => {
        if (wasTaken) return;
        for (const ask of asks) owe(tenantId, ask);
        payLater();
      });
    },
    async close() {
      clearTimeout(timer);
      await paying;
      await pay().catch(() => {});
      for (const { ask } of owed.values()) lost.inc(ask.quantity);
    },
  };
}
