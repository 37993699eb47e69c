import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { ABANDON_MS } from 'platform/kernel/availability';
import type { TenantId } from 'platform/kernel/ids';
import { counterOf } from 'platform/telemetry/metrics';
import type { Registry } from 'prom-client';
import { type Ask, MAX_QUANTITY, type QuotaStore } from './port.ts';

/** What was admitted while the store could not be reached, to be charged when it can. */
export interface Debts {
  /** Charges the asks, unless they were taken after all. What is below zero is given back. */
  add(tenantId: TenantId, asks: readonly Ask[], taken: Promise<boolean>): void;
  /** Tries for the last time; what is still owed then is lost. */
  close(): Promise<void>;
}

/** Counted things with debts at the most; of more, the charge is lost, and counted as such. */
const MAX_DEBTS = 10_000;
const RETRY_MS = 250;
/** By then stores know what was taken. */
const MAX_UNKNOWN_MS = 2 * ABANDON_MS;
const NOT_TAKEN = Promise.resolve(false);

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
  /** Asks of which it is not known yet whether they were taken. */
  const unknown = new Map<Promise<void>, readonly Ask[]>();
  const lost = counterOf(metrics, {
    name: 'quotas_lost_charges_total',
    help: 'Quantities admitted while the store was down that could not be charged later',
  });
  let paying: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const lose = ({ quantity }: Ask): void => lost.inc(Math.max(0, quantity));

  function owe(tenantId: TenantId, ask: Ask): void {
    const name = `${tenantId} ${ask.key}`;
    const quantity = (owed.get(name)?.ask.quantity ?? 0) + ask.quantity;
    if (quantity === 0) owed.delete(name);
    else if (owed.size >= MAX_DEBTS && !owed.has(name)) lose(ask);
    else owed.set(name, { tenantId, ask: { ...ask, quantity, forced: true } });
  }

  async function pay(): Promise<void> {
    for (const [name, { tenantId, ask }] of owed) {
      owed.delete(name);
      const part = { ...ask, quantity: Math.max(-MAX_QUANTITY, Math.min(MAX_QUANTITY, ask.quantity)) };
      owe(tenantId, { ...ask, quantity: ask.quantity - part.quantity }); // its turn comes again
      await store.decide(tenantId, [part]).catch((error: { readonly taken?: Promise<boolean> }) => {
        add(tenantId, [part], error.taken ?? NOT_TAKEN);
        throw error;
      });
    }
  }

  function payLater(): void {
    if (timer || paying || isClosed || owed.size === 0) return;
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

  async function oweUnless(taken: Promise<boolean>, tenantId: TenantId, asks: readonly Ask[]): Promise<void> {
    try {
      if (await taken) return;
      for (const ask of asks) owe(tenantId, ask);
      payLater();
    } catch (err) {
      logger.error({ err }, 'what was admitted unseen is not charged');
      asks.forEach(lose);
    }
  }

  function add(tenantId: TenantId, asks: readonly Ask[], taken: Promise<boolean>): void {
    const known = oweUnless(taken, tenantId, asks).finally(() => unknown.delete(known));
    unknown.set(known, asks);
  }

  async function allKnown(): Promise<void> {
    const timeout = new AbortController();
    const late = sleep(MAX_UNKNOWN_MS, undefined, { signal: timeout.signal }).catch(() => {});
    await Promise.race([Promise.all(unknown.keys()), late]);
    timeout.abort();
  }

  return {
    add,
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await paying;
      await allKnown();
      await pay().catch(() => {});
      await allKnown();
      for (const { ask } of owed.values()) lose(ask);
      for (const asks of unknown.values()) asks.forEach(lose);
    },
  };
}
