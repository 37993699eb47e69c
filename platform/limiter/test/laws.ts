import fc from 'fast-check';
import type { Decision, Policy } from '../decision.ts';

/** The same cases each time. */
export const SEED = { seed: 20_261_121 };
export const START = 1_000_000;

export type Decide<State> = (
  state: State | undefined,
  policy: Policy,
  nowMs: number,
  quantity: number,
) => Decision<State>;

export interface Request {
  readonly atMs: number;
  readonly quantity: number;
}

export const policies = fc.record({
  limit: fc.integer({ min: 1, max: 1_000 }),
  periodMs: fc.integer({ min: 1, max: 100_000 }),
  burst: fc.integer({ min: 1, max: 1_000 }),
});

/** The clock goes back at times. */
export const schedules = fc.array(
  fc.record({ waitMs: fc.integer({ min: -2_000, max: 5_000 }), quantity: fc.nat(1_200) }),
  { maxLength: 50 },
);

type Schedule = readonly { readonly waitMs: number; readonly quantity: number }[];

/** Asks for all of a schedule, and says what was decided of each. */
export function play<State>(decide: Decide<State>, policy: Policy, schedule: Schedule) {
  let state: State | undefined;
  let atMs = START;
  return schedule.map(({ waitMs, quantity }) => {
    atMs += waitMs;
    const before = state;
    const decision = decide(state, policy, atMs, quantity);
    state = decision.state;
    return { atMs, quantity, before, decision };
  });
}

/** Of what was played, what was let through. */
export const admitted = (played: ReturnType<typeof play>): readonly Request[] =>
  played.filter(({ decision }) => decision.allowed);
