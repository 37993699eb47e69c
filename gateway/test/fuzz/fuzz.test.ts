import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { print } from 'graphql';
import { choicesOf, rows } from './choices.ts';
import { randomOperation } from './operations/operation.ts';
import { randomTrials } from './random-trials.ts';
import { createTrial, type Trial } from './trial.ts';
import type { Sdls } from './world/hosting.ts';

const isNightly = process.env.NIGHTLY === '1';

/** For each seed so many supergraphs, and on each of them up to so many operations. */
const SUPERGRAPHS = isNightly ? 1_500 : 10;
const OPERATIONS = isNightly ? 140 : 60;

/** So many choices a large operation asks for. */
const MAX_CHOICES = 350;
const COMPOSING_RATE = 0.8;

/** After this a failure is not made any smaller. */
const TIME_LIMIT_MS = isNightly ? 3_600_000 : 150_000;

/** A failure names its seed: FUZZ_SEED=… runs it again. */
const SEEDS = process.env.FUZZ_SEED
  ? [Number(process.env.FUZZ_SEED)]
  : [2, 3, 4, ...(isNightly ? [Math.trunc(Math.random() * 2 ** 31)] : [])];

const operationRows = fc.array(
  rows(MAX_CHOICES).map((row) => Object.assign(row, { [fc.toStringMethod]: () => `${row.length} choices` })),
  { maxLength: OPERATIONS, size: 'max' },
);

test.each(SEEDS)(
  'Random operations are answered as by one schema that has all of it: seed %d',
  async (seed) => {
    let composed = 0;
    let discarded = 0;
    const property = fc.asyncProperty(
      randomTrials(createTrial),
      operationRows,
      async ({ sdls, trial }, operations) => {
        if (trial) composed += 1;
        else discarded += 1;
        fc.pre(trial !== undefined);
        if (trial) await tryAll(sdls, trial, operations);
      },
    );
    await fc.assert(property, { seed, numRuns: SUPERGRAPHS, interruptAfterTimeLimit: TIME_LIMIT_MS });
    expect(composed / (composed + discarded)).toBeGreaterThan(COMPOSING_RATE);
  },
  2 * TIME_LIMIT_MS,
);

async function tryAll(sdls: Sdls, trial: Trial, operations: readonly number[][]): Promise<void> {
  for (const row of operations) {
    const operation = randomOperation(trial.schema, choicesOf(row));
    try {
      await trial.try(operation);
    } catch (error) {
      const subgraphs = Object.entries(sdls).map(([name, sdl]) => `# ${name}\n${sdl}`);
      const asked = [print(operation.document), JSON.stringify(operation.variables)];
      throw new Error([...subgraphs, ...asked, error].join('\n'), { cause: error });
    }
  }
}
