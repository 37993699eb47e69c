import { expect, test } from '@jest/globals';
import { assertTrials, isNightly, seedsOf, TEST_TIMEOUT_MS } from '../assert-trials.ts';
import { randomTrials } from '../random-trials.ts';
import { createHostileTrial } from './trial.ts';

test.each(seedsOf(2, 3))(
  'Odd answers of subgraphs spoil what they are the answer to, and nothing else: seed %d',
  async (seed) => {
    const before = inherited();
    await assertTrials({
      seed,
      trials: randomTrials(createHostileTrial),
      supergraphs: isNightly ? 1_000 : 10,
      operations: isNightly ? 100 : 40,
      attempt: (trial, operation, choices) => trial.try(operation, choices),
    });
    expect(inherited()).toEqual(before);
  },
  TEST_TIMEOUT_MS,
);

/** The names that every object and every list knows. */
const inherited = (): readonly PropertyKey[] => [
  ...Reflect.ownKeys(Object.prototype),
  ...Reflect.ownKeys(Array.prototype),
];
