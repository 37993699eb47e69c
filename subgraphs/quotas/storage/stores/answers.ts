import { decideBy } from 'platform/limiter/rule';
import type { Call, Outcome } from './batch.ts';
import type { Answer, Ask, Verdict } from './port.ts';
import { readState } from './states.ts';

/** What the caller learns: the functions of platform/limiter say how a state stands, whichever store keeps it. */
export function verdictOf({ asks }: Call, { result, states }: Outcome, atMs: number): Verdict {
  const allowed = result === 'allowed';
  const answers = asks.map((ask, n) => answerOf(ask, states[n] ?? [], allowed, atMs));
  return { allowed, answers, atMs };
}

/** Of a call that was refused: whether the ask alone would have been allowed. */
function answerOf(
  { rule, quantity, forced }: Ask,
  state: readonly number[],
  taken: boolean,
  atMs: number,
): Answer {
  const known = readState(rule, state);
  const wanted = taken || forced ? 0 : quantity;
  const decided = decideBy(known, rule, atMs, wanted);
  const { state: _, ...answer } = decided.allowed && wanted !== 0 ? decideBy(known, rule, atMs, 0) : decided;
  return answer;
}
