import type { Outcomes } from '../backend.ts';
import type { Outcome } from '../batch.ts';

/** Reads what `decide_calls` answers: the time, then for each call its result and for each of its asks an array. */
export function outcomesOf(calls: readonly number[], answers: string): Outcomes {
  const [atMs, ...texts] = answers.split('|');
  const outcomes: Outcome[] = [];
  let at = 0;
  for (let n = 0; n < calls.length; n += 2) {
    const end = at + 1 + (calls[n] as number);
    outcomes.push({
      result: texts[at] as Outcome['result'],
      states: texts.slice(at + 1, end).map(numbersOf),
    });
    at = end;
  }
  return { outcomes, atMs: Number(atMs) };
}

/** Of an array in PostgreSQL's form. */
const numbersOf = (text: string): readonly number[] => text.slice(1, -1).split(',').map(Number);
