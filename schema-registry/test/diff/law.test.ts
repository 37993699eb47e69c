import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { choicesOf } from 'gateway/test/fuzz/choices';
import { buildSchema, parse, Source } from 'graphql';
import { diffSupergraphs } from '../../diff/diff-supergraphs.ts';
import type { Finding } from '../../findings.ts';
import type { OperationFile } from '../../operations/check-operations.ts';
import { validateOperation } from '../../operations/validate-operation.ts';
import { withAffectedOperations } from '../../operations/with-affected-operations.ts';
import { alteredDecisions, decisionsOf, rowOf } from './random/decisions.ts';
import { randomOperation } from './random/random-operation.ts';
import { randomSchema } from './random/random-schema.ts';

const SEED = 20_261_121;
const RUNS = 100;
const OPERATIONS = 6;
/** The shares of the decisions that are made anew: so few that many changes break nobody, and more. */
const SHARES = [0.01, 0.04];

const isBreaking = ({ severity }: Finding): boolean => severity === 'breaking';

function operationsOn(sdl: string, seed: number): OperationFile[] {
  const schema = buildSchema(sdl);
  return Array.from({ length: OPERATIONS }, (_, index) => {
    const path = `${index}.graphql`;
    const text = randomOperation(schema, choicesOf(rowOf(seed + index)));
    return { path, document: parse(new Source(text, path)) };
  });
}

/** A schema, a change of it, and operations on it. */
function trial(seed: number, change: number, share: number) {
  const before = randomSchema(decisionsOf(seed));
  const after = randomSchema(alteredDecisions(seed, change, share));
  const findings = diffSupergraphs({ apiSdl: before }, { apiSdl: after });
  return { before, after, findings, operations: operationsOn(before, change) };
}

const trials = fc.tuple(fc.nat(), fc.nat(), fc.constantFrom(...SHARES)).map((drawn) => trial(...drawn));

describe('of random schemas, random changes and random operations', () => {
  test('operations are valid on the schema that they were made for', () => {
    const law = fc.property(trials, ({ before, operations }) => {
      const schema = buildSchema(before);
      expect(operations.flatMap(({ document }) => validateOperation(schema, document))).toEqual([]);
    });
    fc.assert(law, { seed: SEED, numRuns: RUNS / 5 });
  });

  test('where the diff finds nothing breaking, no operation is refused', () => {
    let changes = 0;
    const law = fc.property(trials, ({ after, findings, operations }) => {
      if (findings.some(isBreaking)) return;
      if (findings.length > 0) changes++;
      const schema = buildSchema(after);
      expect(operations.flatMap(({ document }) => validateOperation(schema, document))).toEqual([]);
    });
    fc.assert(law, { seed: SEED, numRuns: RUNS });
    expect(changes).toBeGreaterThan(RUNS / 20);
  });

  test('an operation that is refused is named at a breaking finding', () => {
    let refused = 0;
    const law = fc.property(trials, ({ before, after, findings, operations }) => {
      const judged = withAffectedOperations(findings, buildSchema(before), buildSchema(after), operations);
      refused += judged.flatMap(({ clients = [] }) => clients).length;
      expect(judged.filter(({ rule }) => rule === 'operation/invalid')).toEqual([]);
    });
    fc.assert(law, { seed: SEED, numRuns: RUNS });
    expect(refused).toBeGreaterThan(RUNS / 2);
  });

  test('a schema has no difference from itself', () => {
    const law = fc.property(trials, ({ before }) => {
      expect(diffSupergraphs({ apiSdl: before }, { apiSdl: before })).toEqual([]);
    });
    fc.assert(law, { seed: SEED, numRuns: RUNS / 5 });
  });
});
