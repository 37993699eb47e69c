// biome-ignore-all lint/suspicious/noThenProperty: a keyword of JSON Schema
import type { Json } from 'platform/kernel/json';

export interface KeywordCase {
  readonly rule: string;
  /** What is written and what is read, where the one is not included in the other; and a document that shows it. */
  readonly apart: readonly (readonly [writer: Json, reader: Json, witness: Json])[];
  /** Where it is. */
  readonly included: readonly (readonly [writer: Json, reader: Json])[];
}

const A = { properties: { a: { type: 'string' } } };
const CLOSED = { ...A, additionalProperties: false };
const CAT = { type: 'object', properties: { kind: { const: 'cat' } }, required: ['kind'] };
const DOG = { type: 'object', properties: { kind: { const: 'dog' } }, required: ['kind'] };
const tree = (leaf: Json): Json => ({
  $ref: '#/$defs/tree',
  $defs: { tree: { anyOf: [leaf, { type: 'array', items: { $ref: '#/$defs/tree' } }] } },
});

/** Every rule that proves or refuses. */
export const KEYWORD_CASES: readonly KeywordCase[] = [
  {
    rule: 'event/type',
    apart: [
      [{ type: 'string' }, { type: 'number' }, 'x'],
      [{ type: ['string', 'null'] }, { type: 'string' }, null],
      [{ type: 'number' }, { type: 'integer' }, 1.5],
      [true, { type: 'object' }, 1],
    ],
    included: [
      [{ type: 'integer' }, { type: 'number' }],
      [{ type: 'string' }, { type: ['null', 'string'] }],
      [{ enum: ['a', 1] }, { type: ['string', 'integer'] }],
    ],
  },
  {
    rule: 'event/enum',
    apart: [
      [{ enum: ['a', 'b'] }, { enum: ['a'] }, 'b'],
      [{ type: 'string' }, { enum: ['a'] }, 'b'],
      [{ const: 1 }, { const: 2 }, 1],
      [{ type: 'boolean' }, { const: true }, false],
    ],
    included: [
      [{ const: 'a' }, { enum: ['b', 'a'] }],
      [{ enum: ['a', 1], type: 'string' }, { const: 'a' }],
      [{ enum: [{ a: [1] }] }, { const: { a: [1] } }],
    ],
  },
  {
    rule: 'event/required',
    apart: [
      [{ type: 'object' }, { required: ['a'] }, {}],
      [{ type: 'object', required: ['b'] }, { required: ['a', 'b'] }, { b: 1 }],
    ],
    included: [
      [{ required: ['a', 'b'] }, { required: ['a'] }],
      [{ allOf: [{ required: ['a'] }, { required: ['b'] }] }, { required: ['a', 'b'] }],
      [{ type: 'string' }, { required: ['a'] }],
    ],
  },
  {
    rule: 'event/additional-properties',
    apart: [
      [{ ...A, type: 'object' }, { ...CLOSED }, { b: 1 }],
      [{ properties: { a: true, b: true }, additionalProperties: false }, CLOSED, { b: 1 }],
      [{ patternProperties: { '^x': true }, additionalProperties: false }, CLOSED, { x: 1 }],
    ],
    included: [
      [CLOSED, A],
      [{ properties: {}, additionalProperties: false }, CLOSED],
      [
        { properties: { xa: true }, additionalProperties: false },
        { patternProperties: { '^x': true }, additionalProperties: false },
      ],
      [
        { patternProperties: { '^x': { type: 'integer' } } },
        { patternProperties: { '^x': { type: 'number' } } },
      ],
      [{ additionalProperties: { type: 'integer' } }, { additionalProperties: { type: 'number' } }],
    ],
  },
  {
    rule: 'event/property-names',
    apart: [
      [{ type: 'object' }, { propertyNames: { maxLength: 1 } }, { ab: 1 }],
      [
        { properties: { ab: true }, additionalProperties: false },
        { propertyNames: { maxLength: 1 } },
        { ab: 1 },
      ],
    ],
    included: [
      [{ type: 'object' }, { propertyNames: { type: 'string' } }],
      [{ propertyNames: { maxLength: 1 } }, { propertyNames: { maxLength: 2 } }],
      [CLOSED, { propertyNames: { pattern: '^a$' } }],
    ],
  },
  {
    rule: 'event/property-count',
    apart: [
      [{ type: 'object' }, { minProperties: 1 }, {}],
      [{ type: 'object' }, { maxProperties: 1 }, { a: 1, b: 2 }],
    ],
    included: [
      [{ required: ['a'] }, { minProperties: 1 }],
      [CLOSED, { maxProperties: 1 }],
      [
        { minProperties: 2, maxProperties: 2 },
        { minProperties: 1, maxProperties: 3 },
      ],
    ],
  },
  {
    rule: 'event/dependent-required',
    apart: [[{ type: 'object' }, { dependentRequired: { a: ['b'] } }, { a: 1 }]],
    included: [
      [{ required: ['b'] }, { dependentRequired: { a: ['b'] } }],
      [{ dependentRequired: { a: ['b', 'c'] } }, { dependentRequired: { a: ['b'] } }],
      [{ properties: { a: false } }, { dependentRequired: { a: ['b'] } }],
    ],
  },
  {
    rule: 'event/items',
    apart: [
      [{ type: 'array' }, { items: false }, [1]],
      [{ prefixItems: [true, true], items: false }, { prefixItems: [true], items: false }, [1, 2]],
    ],
    included: [
      [{ items: { type: 'integer' } }, { items: { type: 'number' } }],
      [
        { prefixItems: [{ const: 1 }], items: { const: 'a' } },
        { prefixItems: [{ type: 'integer' }], items: { type: 'string' } },
      ],
      [
        { items: { type: 'string' }, maxItems: 1 },
        { prefixItems: [{ type: 'string' }], items: false },
      ],
    ],
  },
  {
    rule: 'event/item-count',
    apart: [
      [{ type: 'array' }, { minItems: 1 }, []],
      [{ type: 'array' }, { maxItems: 1 }, [1, 2]],
    ],
    included: [
      [
        { minItems: 2, maxItems: 3 },
        { minItems: 1, maxItems: 4 },
      ],
      [{ prefixItems: [true], items: false }, { maxItems: 1 }],
    ],
  },
  {
    rule: 'event/unique-items',
    apart: [[{ type: 'array' }, { uniqueItems: true }, [1, 1]]],
    included: [
      [{ uniqueItems: true }, { uniqueItems: true }],
      [{ maxItems: 1 }, { uniqueItems: true }],
    ],
  },
  {
    rule: 'event/contains',
    apart: [
      [{ type: 'array' }, { contains: { const: 1 } }, []],
      [{ contains: { const: 1 } }, { contains: { const: 1 }, maxContains: 1 }, [1, 1]],
    ],
    included: [
      [{ contains: { const: 1 }, minContains: 2 }, { contains: { const: 1 } }],
      [{ items: { type: 'string' }, minItems: 1 }, { contains: { type: 'string' } }],
      [{ type: 'array' }, { contains: { const: 1 }, minContains: 0 }],
    ],
  },
  {
    rule: 'event/minimum',
    apart: [
      [{ type: 'number' }, { minimum: 0 }, -1],
      [{ minimum: 0 }, { exclusiveMinimum: 0 }, 0],
    ],
    included: [
      [{ minimum: 1 }, { exclusiveMinimum: 0 }],
      [{ type: 'integer', exclusiveMinimum: 0 }, { minimum: 1 }],
      [{ exclusiveMinimum: 0 }, { minimum: 0 }],
    ],
  },
  {
    rule: 'event/maximum',
    apart: [
      [{ type: 'number' }, { maximum: 0 }, 1],
      [{ maximum: 1 }, { exclusiveMaximum: 1 }, 1],
    ],
    included: [
      [{ maximum: 1 }, { maximum: 2 }],
      [{ type: 'integer', exclusiveMaximum: 2 }, { maximum: 1 }],
    ],
  },
  {
    rule: 'event/multiple-of',
    apart: [
      [{ type: 'number' }, { multipleOf: 1 }, 1.5],
      [{ multipleOf: 2 }, { multipleOf: 4 }, 2],
    ],
    included: [
      [{ multipleOf: 4 }, { multipleOf: 2 }],
      [{ type: 'integer' }, { multipleOf: 0.5 }],
      [{ multipleOf: 0.3 }, { multipleOf: 0.1 }],
    ],
  },
  {
    rule: 'event/length',
    apart: [
      [{ type: 'string' }, { minLength: 1 }, ''],
      [{ type: 'string' }, { maxLength: 1 }, 'ab'],
    ],
    included: [
      [
        { minLength: 2, maxLength: 2 },
        { minLength: 1, maxLength: 3 },
      ],
    ],
  },
  {
    rule: 'event/pattern',
    apart: [
      [{ type: 'string' }, { pattern: '^a' }, 'b'],
      [{ pattern: '^a' }, { pattern: '^a+$' }, 'ab'],
    ],
    included: [
      [{ pattern: '^a' }, { pattern: '^a' }],
      [{ enum: ['ab', 'ac'] }, { pattern: '^a' }],
    ],
  },
  {
    rule: 'event/format',
    apart: [
      [{ type: 'string' }, { format: 'date' }, 'x'],
      [{ format: 'date-time' }, { format: 'date' }, '2026-01-01T00:00:00Z'],
    ],
    included: [
      [{ format: 'date' }, { format: 'date' }],
      [{ const: '2026-01-01' }, { format: 'date' }],
    ],
  },
  {
    rule: 'event/any-of',
    apart: [
      [{ type: 'string' }, { anyOf: [{ type: 'number' }, { maxLength: 2 }] }, 'abc'],
      [tree({ type: 'string' }), tree({ type: 'string', maxLength: 1 }), [['ab']]],
    ],
    included: [
      [{ type: 'string' }, { anyOf: [{ type: 'number' }, { type: 'string' }] }],
      [{ anyOf: [CAT, DOG] }, { anyOf: [DOG, { type: 'null' }, CAT] }],
      [{ type: ['string', 'null'] }, { anyOf: [{ type: 'null' }, { type: 'string' }] }],
      [tree({ type: 'integer' }), tree({ type: 'number' })],
    ],
  },
  {
    rule: 'event/one-of',
    apart: [
      [{ type: 'string' }, { oneOf: [{ type: 'string' }, { maxLength: 2 }] }, 'a'],
      [{ oneOf: [CAT, DOG] }, { oneOf: [CAT, { type: 'null' }] }, { kind: 'dog' }],
    ],
    included: [
      [{ oneOf: [CAT, DOG] }, { oneOf: [DOG, CAT] }],
      [CAT, { oneOf: [CAT, DOG] }],
      [{ minimum: 5, type: 'number' }, { oneOf: [{ minimum: 3 }, { maximum: 1 }] }],
    ],
  },
  {
    rule: 'event/not',
    apart: [[{ type: ['string', 'number'] }, { not: { maxLength: 1 } }, 'a']],
    included: [
      [{ type: 'string' }, { not: { type: 'number' } }],
      [{ enum: ['a'] }, { not: { const: 'b' } }],
      [CAT, { not: DOG }],
      [{ type: 'string', not: { pattern: 'x' } }, { not: { pattern: 'x' } }],
    ],
  },
  {
    rule: 'event/conditional',
    apart: [[{ type: 'object' }, { if: { required: ['a'] }, then: { required: ['b'] } }, { a: 1 }]],
    included: [
      [
        { type: 'object', if: { required: ['a'] }, then: { required: ['b'] } },
        { if: { required: ['a'] }, then: { required: ['b'] } },
      ],
    ],
  },
  {
    rule: 'event/reference',
    apart: [],
    included: [
      [{ $ref: '#/$defs/a', $defs: { a: { type: 'string' } } }, { type: 'string' }],
      [{ type: 'string' }, { $ref: '#/$defs/a~1b', $defs: { 'a/b': { type: 'string' } } }],
    ],
  },
  {
    rule: 'event/all-of',
    apart: [],
    included: [[{ type: 'string', maxLength: 1 }, { allOf: [{ type: 'string' }, { maxLength: 2 }] }]],
  },
  {
    rule: 'event/false',
    apart: [
      [{ type: 'string' }, false, 'a'],
      [{ const: 1 }, false, 1],
    ],
    included: [
      [false, false],
      [{ allOf: [{ type: 'string' }, { type: 'number' }] }, false],
    ],
  },
  {
    rule: 'event/unproven',
    apart: [[{ type: 'object' }, { dependentSchemas: { a: { required: ['b'] } } }, { a: 1 }]],
    included: [],
  },
];
