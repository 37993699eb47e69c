import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { print } from 'graphql';
import { choicesOf, rows } from '../choices.ts';
import { randomOperation } from '../operations/operation.ts';
import { randomTrials } from '../random-trials.ts';
import type { Sdls } from '../world/hosting.ts';
import { createHostileTrial, type HostileTrial } from './trial.ts';

const isNightly = process.env.NIGHTLY === '1';

/** For each seed so many supergraphs, and on each of them up to so many operations. */
const SUPERGRAPHS = isNightly ? 1_000 : 10;
const OPERATIONS = isNightly ? 100 : 40;

/** So many choices a large operation asks for, and odd answers to it. */
const OPERATION_CHOICES = 350;
const ANSWER_CHOICES = 60;

/** After this a failure is not made any smaller. */
const TIME_LIMIT_MS = isNightly ? 3_600_000 : 150_000;

const SEEDS = process.env.FUZZ_SEED
  ? [Number(process.env.FUZZ_SEED)]
  : [2, 3, ...(isNightly ? [Math.trunc(Math.random() * 2 ** 31)] : [])];

const silent = (length: number) =>
  rows(length).map((row) => Object.assign(row, { [fc.toStringMethod]: () => `${row.length} choices` }));

const attempts = fc.array(fc.tuple(silent(OPERATION_CHOICES), silent(ANSWER_CHOICES)), {
  maxLength: OPERATIONS,
  size: 'max',
});

/** What every object inherits. */
const inherited = (): readonly PropertyKey[] => [
  ...Reflect.ownKeys(Object.prototype),
  ...Reflect.ownKeys(Array.prototype),
];

test.each(SEEDS)(
  'Odd answers of subgraphs spoil what they are the answer to, and nothing else: seed %d',
  async (seed) => {
    const before = inherited();
    const property = fc.asyncProperty(
      randomTrials(createHostileTrial),
      attempts,
      async ({ sdls, trial }, rows) => {
        fc.pre(trial !== undefined);
        if (trial) await tryAll(sdls, trial, rows);
      },
    );
    await fc.assert(property, { seed, numRuns: SUPERGRAPHS, interruptAfterTimeLimit: TIME_LIMIT_MS });
    expect(inherited()).toEqual(before);
  },
  2 * TIME_LIMIT_MS,
);

async function tryAll(
  sdls: Sdls,
  trial: HostileTrial,
  attempted: readonly (readonly [number[], number[]])[],
): Promise<void> {
  for (const [operationRow, answerRow] of attempted) {
    const operation = randomOperation(trial.schema, choicesOf(operationRow));
    try {
      await trial.try(operation, choicesOf(answerRow));
    } catch (error) {
      const subgraphs = Object.entries(sdls).map(([name, sdl]) => `# ${name}\n${sdl}`);
      const asked = [print(operation.document), JSON.stringify(operation.variables)];
      throw new Error([...subgraphs, ...asked, error].join('\n'), { cause: error });
    }
  }
}
