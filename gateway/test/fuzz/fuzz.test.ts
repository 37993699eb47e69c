import { expect, test } from '@jest/globals';
import { assertTrials, isNightly, seedsOf, TEST_TIMEOUT_MS } from './assert-trials.ts';
import { randomTrials } from './random-trials.ts';
import { createTrial } from './trial.ts';

const COMPOSING_RATE = 0.8;

test.each(seedsOf(2, 3, 4))(
  'Random operations are answered as by one schema that has all of it: seed %d',
  async (seed) => {
    const composing = await assertTrials({
      seed,
      trials: randomTrials(createTrial),
      supergraphs: isNightly ? 1_500 : 10,
      operations: isNightly ? 140 : 60,
      attempt: (trial, operation) => trial.try(operation),
    });
    expect(composing).toBeGreaterThan(COMPOSING_RATE);
  },
  TEST_TIMEOUT_MS,
);
