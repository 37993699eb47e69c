import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Json } from 'platform/kernel/json';
import { inclusionProblems } from '../inclusion/prove.ts';
import { RULES } from '../inclusion/rules.ts';
import { KEYWORD_CASES } from './keyword-cases.ts';

const ajv = new Ajv2020({ strict: false });
formats.default(ajv);
const accepts = (schema: Json, value: Json) => ajv.validate(schema as object, value);

const ids = (reader: Json, writer: Json) => inclusionProblems(reader, writer).map(({ rule }) => rule);
const named = (schemas: readonly Json[]) => schemas.map((schema) => JSON.stringify(schema)).join(' → ');

describe.each(KEYWORD_CASES)('$rule', ({ rule, apart, included }) => {
  for (const schemas of apart) {
    test(`finds what is apart: ${named(schemas)}`, () => {
      const [writer, reader, witness] = schemas;
      expect([accepts(writer, witness), accepts(reader, witness)]).toEqual([true, false]);
      expect(ids(reader, writer)).toContain(rule);
    });
  }

  for (const schemas of included) {
    test(`proves what is included: ${named(schemas)}`, () => {
      const [writer, reader] = schemas;
      expect(ids(reader, writer)).toEqual([]);
    });
  }
});

test('every rule has cases', () => {
  const covered = KEYWORD_CASES.map(({ rule }) => rule);
  expect(RULES.map(({ id }) => id).filter((id) => !covered.includes(id))).toEqual([]);
});

describe('what cannot be proven counts as apart', () => {
  test.each([
    ['a reference that leads nowhere', 'event/reference', { $ref: '#/$defs/none' }],
    ['a reference to another document', 'event/reference', { $ref: 'https://example.org/a.json' }],
    ['a pattern in other words', 'event/pattern', { type: 'string', pattern: '^(a)' }],
    ['a keyword of another draft', 'event/unproven', { dependencies: { a: ['b'] } }],
  ])('%s', (_, rule, reader) => {
    expect(ids(reader, { type: ['string', 'object'], pattern: '^a' })).toContain(rule);
  });

  test('more unions than are worth combining', () => {
    const union = { anyOf: Array.from({ length: 40 }, (_, minLength) => ({ type: 'string', minLength })) };
    expect(ids({ type: 'string' }, { allOf: [union, union] })).toEqual(['event/unproven']);
  });

  test('a schema that is a part of itself', () => {
    expect(ids({ anyOf: [{ $ref: '#' }], type: 'string' }, { enum: ['a'] })).toEqual(['event/unproven']);
    expect(ids({ anyOf: [{ $ref: '#' }] }, { type: 'string' })).toEqual(['event/unproven']);
  });
});

test('a problem names the place in both schemas', () => {
  const at = (type: string) => ({ properties: { 'a/b': { items: { type } } }, required: ['a/b'] });
  expect(inclusionProblems(at('integer'), at('number'))).toEqual([
    {
      rule: 'event/type',
      message: 'number may be written, and integer is expected',
      writer: '/properties/a~1b/items',
      reader: '/properties/a~1b/items/type',
    },
  ]);
});
