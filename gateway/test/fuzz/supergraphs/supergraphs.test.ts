import { test } from '@jest/globals';
import fc from 'fast-check';
import { present } from 'platform/kernel/assert';
import { assertTrials, isNightly, seedsOf, TEST_TIMEOUT_MS } from '../assert-trials.ts';
import type { RandomTrial } from '../random-trials.ts';
import { compose, createTrial, type Trial } from '../trial.ts';
import type { Sdls } from '../world/hosting.ts';
import { chains } from './chains.ts';
import { media } from './media.ts';
import { shop } from './shop.ts';
import { social } from './social.ts';

/** Of the fields in a world. */
const FAULT_RATES = [0, 0.01, 0.04];
const WORLDS = isNightly ? 60 : 3;

const named = Object.entries({ chains, media, shop, social });
const cases = named.flatMap(([name, sdls]) => seedsOf(1).map((seed) => [name, seed, sdls] as const));

test.each(cases)(
  'Random operations on %s are answered as by one schema: seed %d',
  async (_name, seed, sdls) => {
    await assertTrials({
      seed,
      trials: trialsOn(sdls),
      supergraphs: WORLDS,
      operations: isNightly ? 140 : 25,
      attempt: (trial, operation) => trial.try(operation),
    });
  },
  TEST_TIMEOUT_MS,
);

function trialsOn(sdls: Sdls): fc.Arbitrary<RandomTrial<Trial>> {
  const supergraphSdl = present(compose(sdls), 'the subgraphs compose');
  return fc.nat(WORLDS * FAULT_RATES.length).map((seed) => {
    const faultRate = FAULT_RATES[seed % FAULT_RATES.length] ?? 0;
    const trial = createTrial(sdls, supergraphSdl, { seed, faultRate });
    return { sdls, trial, [fc.toStringMethod]: () => `world ${seed}` };
  });
}
