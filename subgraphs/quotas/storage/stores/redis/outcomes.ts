import type { Outcomes } from '../backend.ts';
import type { Outcome } from '../batch.ts';

const DOUBLE_BYTES = 8;
const RESULTS: readonly Outcome['result'][] = ['refused', 'allowed', 'other periods'];

/** Reads what `decide.lua` answers: doubles in a row. */
export function outcomesOf(calls: readonly number[], answer: Buffer): Outcomes {
  let at = 0;
  const next = (): number => answer.readDoubleLE(at++ * DOUBLE_BYTES);
  const several = (count: number): readonly number[] => Array.from({ length: count }, next);
  const atMs = next();
  const outcomes: Outcome[] = [];
  for (let n = 0; n < calls.length; n += 2) {
    const result = RESULTS[next()] as Outcome['result'];
    outcomes.push({ result, states: Array.from({ length: calls[n] as number }, () => several(next())) });
  }
  return { outcomes, atMs };
}
