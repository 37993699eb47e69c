import type { Outcomes } from './backend.ts';
import type { Outcome } from './batch.ts';

/** Reads what a store answers: the time, then for each call its result and for each of its asks what is kept. */
export function outcomesOf(calls: readonly number[], [atMs, ...texts]: readonly string[]): Outcomes {
  const outcomes: Outcome[] = [];
  let at = 0;
  for (let n = 0; n < calls.length; n += 2) {
    const end = at + 1 + (calls[n] as number);
    outcomes.push({ result: texts[at] as Outcome['result'], states: texts.slice(at + 1, end) });
    at = end;
  }
  return { outcomes, atMs: Number(atMs) };
}
