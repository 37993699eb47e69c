import { decideBy, type Rule, settleBy } from 'platform/limiter/rule';
import type { Answer, Ask, Verdict } from '../port.ts';

/** What every store must do, in memory and by the functions of platform/limiter alone. */
export function createReference() {
  const kept = new Map<string, { algorithm: Rule['algorithm']; state: unknown }>();

  const stateOf = ({ key, rule }: Ask): unknown => {
    const known = kept.get(key);
    return known?.algorithm === rule.algorithm ? known.state : undefined;
  };
  const decided = (ask: Ask, atMs: number) =>
    ask.forced
      ? settleBy(stateOf(ask), ask.rule, atMs, -ask.quantity)
      : decideBy(stateOf(ask), ask.rule, atMs, ask.quantity);

  return {
    decide(asks: readonly Ask[], atMs: number, peek = false): Verdict {
      const decisions = asks.map((ask) => decided(ask, atMs));
      const allowed = decisions.every((decision) => decision.allowed);
      const untouched = asks.map((ask) => decideBy(stateOf(ask), ask.rule, atMs, 0));
      const shown = decisions.map((decision, n) =>
        !allowed && decision.allowed ? (untouched[n] ?? decision) : decision,
      );
      const states = (allowed ? decisions : untouched).map(({ state }) => state);
      if (!peek)
        for (const [n, { key, rule }] of asks.entries())
          kept.set(key, { algorithm: rule.algorithm, state: states[n] });
      return { allowed, answers: shown.map(({ state: _, ...answer }): Answer => answer), atMs };
    },
  };
}
