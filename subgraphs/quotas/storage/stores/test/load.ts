import { setTimeout as sleep } from 'node:timers/promises';
import { newId, type TenantId } from 'platform/kernel/ids';
import type { Rule } from 'platform/limiter/rule';
import { createLogger } from 'platform/telemetry/logger';
import { createMetrics } from 'platform/telemetry/metrics';
import { createDebts } from '../debts.ts';
import { type QuotaStore, StoreUnavailable } from '../port.ts';
import { inTime } from './inTime.ts';

const CALLERS = 32;
const BURST = 1_000_000_000;
/** All there is at once: what was counted is what is missing. */
const rule: Rule = { algorithm: 'tokenBucket', limit: 1, periodMs: 1_000_000_000, burst: BURST };
const POLL_MS = 20;

/** Callers that ask a store without end, and, while it does not answer, admit and charge later. */
export function startLoad(store: QuotaStore, withinMs: number) {
  const tenantId = newId('tenant') as string as TenantId;
  const debts = createDebts(store, {
    logger: createLogger({ name: 'load', level: 'silent' }),
    metrics: createMetrics(),
  });
  /** `taken`: the store answered, in time or later, that it took the quantity. */
  const seen = { answered: 0, unanswered: 0, late: 0, taken: 0 };
  let going = true;
  let isTimed = false;

  async function call(): Promise<void> {
    const asks = [{ key: 'load', rule, quantity: 1 }];
    try {
      await store.decide(tenantId, asks);
      seen.answered += 1;
      seen.taken += 1;
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      seen.unanswered += 1;
      void error.taken.then((taken) => {
        if (taken) seen.taken += 1;
      });
      debts.add(tenantId, asks, error.taken);
    }
  }

  async function timedCall(): Promise<void> {
    const isMeant = isTimed;
    const calling = call();
    if (!(await inTime(calling, withinMs)) && isMeant) seen.late += 1;
    await calling;
  }

  const callers = Array.from({ length: CALLERS }, async () => {
    while (going) await timedCall();
  });

  /** Asks until the store answers. */
  async function counted(): Promise<number> {
    for (;;) {
      const asked = store.peek(tenantId, [{ key: 'load', rule, quantity: 0 }]);
      const remaining = await asked.then(({ answers }) => answers[0]?.remaining).catch(() => undefined);
      if (remaining !== undefined) return BURST - remaining;
      await sleep(POLL_MS);
    }
  }

  return {
    seen,
    /** Calls are timed that begin from now on: who waited before waited for a store that works. */
    time(): void {
      isTimed = true;
    },
    /** Resolves when that much more was seen. */
    async until(what: keyof typeof seen, more: number): Promise<void> {
      const enough = seen[what] + more;
      while (seen[what] < enough) await sleep(POLL_MS);
    },
    async stop(): Promise<void> {
      going = false;
      await Promise.all(callers);
      await counted(); // it answers: debts can be charged
      await debts.close();
    },
    counted,
  };
}
