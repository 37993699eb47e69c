import fc from 'fast-check';
import { type GraphQLSchema, print } from 'graphql';
import { type Choices, choicesOf, rows } from './choices.ts';
import { randomOperation } from './operations/operation.ts';
import type { Operation } from './oracle.ts';
import type { RandomTrial } from './random-trials.ts';
import type { Sdls } from './world/hosting.ts';

export const isNightly = process.env.NIGHTLY === '1';

/** The given seeds, and each night one more. A failure names its seed: FUZZ_SEED=… runs it again. */
export const seedsOf = (...fixed: readonly number[]): readonly number[] =>
  process.env.FUZZ_SEED
    ? [Number(process.env.FUZZ_SEED)]
    : [...fixed, ...(isNightly ? [Math.trunc(Math.random() * 2 ** 31)] : [])];

/** After this a failure is not made any smaller. */
const TIME_LIMIT_MS = isNightly ? 3_600_000 : 150_000;

/** For the test: to find a failure, and to make it smaller. */
export const TEST_TIMEOUT_MS = 2 * TIME_LIMIT_MS;

interface Trials<T> {
  readonly seed: number;
  readonly trials: fc.Arbitrary<RandomTrial<T>>;
  readonly supergraphs: number;
  /** On each supergraph, at the most. */
  readonly operations: number;
  /** Throws when the gateway is wrong. The choices are those that are not for the operation. */
  readonly attempt: (trial: T, operation: Operation, choices: Choices) => Promise<void>;
}

/** So many choices a large operation asks for, and what is done with it. */
const OPERATION_CHOICES = 350;
const ATTEMPT_CHOICES = 60;

const silent = (length: number) =>
  rows(length).map((row) => Object.assign(row, { [fc.toStringMethod]: () => `${row.length} choices` }));

/** Tries random operations. Throws for the smallest failure it comes to. Gives which part of the subgraphs composed. */
export async function assertTrials<T extends { readonly schema: GraphQLSchema }>(
  options: Trials<T>,
): Promise<number> {
  const { seed, trials, supergraphs, operations, attempt } = options;
  const counts = { composed: 0, drawn: 0 };
  const attempts = fc.array(fc.tuple(silent(OPERATION_CHOICES), silent(ATTEMPT_CHOICES)), {
    maxLength: operations,
    size: 'max',
  });
  const property = fc.asyncProperty(trials, attempts, async ({ sdls, trial }, all) => {
    counts.drawn += 1;
    if (trial) counts.composed += 1;
    fc.pre(trial !== undefined);
    for (const [operationRow, row] of trial ? all : []) {
      const operation = randomOperation(trial.schema, choicesOf(operationRow));
      await attempt(trial, operation, choicesOf(row)).catch((error) => fail(sdls, operation, error));
    }
  });
  await fc.assert(property, { seed, numRuns: supergraphs, interruptAfterTimeLimit: TIME_LIMIT_MS });
  return counts.composed / counts.drawn;
}

function fail(sdls: Sdls, { document, variables }: Operation, cause: unknown): never {
  const subgraphs = Object.entries(sdls).map(([name, sdl]) => `# ${name}\n${sdl}`);
  throw new Error([...subgraphs, print(document), JSON.stringify(variables), cause].join('\n'), { cause });
}
