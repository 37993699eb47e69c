import type { TenantId } from 'platform/kernel/ids';
import type { Decision } from 'platform/limiter/decision';
import { decideBy, type Rule, settleBy } from 'platform/limiter/rule';
import type { Answer, Ask, QuotaStore, Verdict } from '../storage/stores/port.ts';

interface Kept {
  readonly algorithm: Rule['algorithm'];
  readonly state: unknown;
}

/** A store in this process's memory, by the functions of platform/limiter alone, and by the test's clock. */
export function createMemoryStore(nowMs: () => number = Date.now): QuotaStore {
  const kept = new Map<string, Kept>();

  const nameOf = (tenantId: TenantId, key: string): string => `${tenantId} ${key}`;

  function stateOf(tenantId: TenantId, { key, rule }: Ask): unknown {
    const known = kept.get(nameOf(tenantId, key));
    return known?.algorithm === rule.algorithm ? known.state : undefined;
  }

  function decisionOf(tenantId: TenantId, ask: Ask, atMs: number): Decision<unknown> {
    const state = stateOf(tenantId, ask);
    return ask.forced
      ? settleBy(state, ask.rule, atMs, -ask.quantity)
      : decideBy(state, ask.rule, atMs, ask.quantity);
  }

  function answerTo(tenantId: TenantId, asks: readonly Ask[], isTaken: boolean): Verdict {
    const atMs = nowMs();
    const decisions = asks.map((ask) => decisionOf(tenantId, ask, atMs));
    const allowed = decisions.every((decision) => decision.allowed);
    const untouched = asks.map((ask) => decideBy(stateOf(tenantId, ask), ask.rule, atMs, 0));
    const shown = decisions.map((decision, n) => (allowed || !decision.allowed ? decision : untouched[n]));
    if (allowed && isTaken) {
      for (const [n, { key, rule }] of asks.entries()) {
        kept.set(nameOf(tenantId, key), { algorithm: rule.algorithm, state: decisions[n]?.state });
      }
    }
    return { allowed, answers: shown as readonly Answer[], atMs };
  }

  return {
    decide: async (tenantId, asks) => answerTo(tenantId, asks, true),
    peek: async (tenantId, asks) => answerTo(tenantId, asks, false),
    reset: async (tenantId, keys) => {
      for (const key of keys) kept.delete(nameOf(tenantId, key));
    },
    close: async () => {},
  };
}
