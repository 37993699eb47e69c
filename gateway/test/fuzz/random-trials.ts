import fc from 'fast-check';
import { createBoundedCache } from 'platform/kernel/bounded-cache';
import { choicesOf, rows } from './choices.ts';
import { randomSubgraphs } from './schema/supergraph.ts';
import { compose, createTrial, type Sdls, type Trial } from './trial.ts';

/** Subgraphs, and the trial on them unless they do not compose. */
export interface RandomTrial {
  readonly sdls: Sdls;
  readonly trial: Trial | undefined;
}

/** So many choices a large supergraph asks for. */
const MAX_CHOICES = 400;
const FAULT_RATES = [0, 0, 0.01, 0.04];
const SEEDS = 1_000;

/** Kept while the operations on one are made smaller. */
const MAX_KEPT = 8;

/** Random subgraphs with a random world. */
export function randomTrials(): fc.Arbitrary<RandomTrial> {
  const kept = createBoundedCache<string, RandomTrial>(MAX_KEPT);
  return rows(MAX_CHOICES).map((row) => {
    const key = row.join();
    const made = kept.get(key) ?? { ...makeTrial(row), [fc.toStringMethod]: () => `${row.length} choices` };
    kept.set(key, made);
    return made;
  });
}

function makeTrial(row: readonly number[]): RandomTrial {
  const choices = choicesOf(row);
  const options = { faultRate: choices.pick(FAULT_RATES), seed: choices.below(SEEDS) };
  const sdls = randomSubgraphs(choices);
  const supergraphSdl = compose(sdls);
  return { sdls, trial: supergraphSdl === undefined ? undefined : createTrial(sdls, supergraphSdl, options) };
}
