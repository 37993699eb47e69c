import fc from 'fast-check';
import { createBoundedCache } from 'platform/kernel/bounded-cache';
import { choicesOf, rows } from './choices.ts';
import { randomSubgraphs } from './schema/supergraph.ts';
import { compose } from './trial.ts';
import type { Sdls } from './world/hosting.ts';
import type { WorldOptions } from './world/world.ts';

/** Subgraphs, and the trial on them unless they do not compose. */
export interface RandomTrial<T> {
  readonly sdls: Sdls;
  readonly trial: T | undefined;
}

type CreateTrial<T> = (sdls: Sdls, supergraphSdl: string, options: WorldOptions) => T;

/** So many choices a large supergraph asks for. */
const MAX_CHOICES = 400;
const FAULT_RATES = [0, 0, 0.01, 0.04];
const SEEDS = 1_000;

/** Kept while the operations on one are made smaller. */
const MAX_KEPT = 8;

/** Random subgraphs with a random world. */
export function randomTrials<T>(create: CreateTrial<T>): fc.Arbitrary<RandomTrial<T>> {
  const kept = createBoundedCache<string, RandomTrial<T>>(MAX_KEPT);
  return rows(MAX_CHOICES).map((row) => {
    const key = row.join();
    const made = kept.get(key) ?? {
      ...makeTrial(row, create),
      [fc.toStringMethod]: () => `${row.length} choices`,
    };
    kept.set(key, made);
    return made;
  });
}

function makeTrial<T>(row: readonly number[], create: CreateTrial<T>): RandomTrial<T> {
  const choices = choicesOf(row);
  const options = { faultRate: choices.pick(FAULT_RATES), seed: choices.below(SEEDS) };
  const sdls = randomSubgraphs(choices);
  const supergraphSdl = compose(sdls);
  return { sdls, trial: supergraphSdl === undefined ? undefined : create(sdls, supergraphSdl, options) };
}
