import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import fc from 'fast-check';
import type { Json, JsonObject } from 'platform/kernel/json';
import { inclusionProblems } from '../inclusion/prove.ts';
import { randomDocument } from './random-document.ts';
import { randomChange } from './random-schema.ts';

const RUNS = process.env.NIGHTLY ? 20_000 : 500;
const DOCUMENTS = 60;

const ajv = new Ajv2020({ strict: false, logger: false, validateSchema: false });
formats.default(ajv);

/** One pool for all: compiling schemas is what takes time. */
const POOL: readonly Json[] = JSON.parse(
  JSON.stringify(fc.sample(randomDocument, { seed: 20_261_121, numRuns: 600 })),
);

const pick = (from: number): Json[] =>
  Array.from({ length: DOCUMENTS }, (_, index) => POOL[(from + index * 7) % POOL.length] ?? null);

describe('the law of compatibility', () => {
  test('what is proven to be included is: no document fits the writer and not the reader', () => {
    let proven = 0;
    const property = fc.property(randomChange, fc.nat(), ([writer, reader], from) => {
      if (JSON.stringify(writer) === JSON.stringify(reader)) return;
      if (inclusionProblems(reader, writer).length > 0) return;
      proven += 1;
      const writes = ajv.compile(writer);
      const reads = ajv.compile(reader);
      for (const document of pick(from).filter((value) => writes(value))) {
        expect({ document, accepted: reads(document) }).toEqual({ document, accepted: true });
      }
    });
    fc.assert(property, { seed: 4711, numRuns: RUNS });
    expect(proven).toBeGreaterThan(RUNS / 20);
  });

  test('every schema includes itself, in whatever order its keywords are', () => {
    const property = fc.property(randomChange, ([schema]) => {
      const turned = Object.fromEntries(Object.entries(schema).reverse()) as JsonObject;
      expect(inclusionProblems(turned, schema)).toEqual([]);
    });
    fc.assert(property, { seed: 4712, numRuns: 200 });
  });
});
