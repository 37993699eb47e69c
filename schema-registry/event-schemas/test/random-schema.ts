import fc from 'fast-check';
import type { Json, JsonObject } from 'platform/kernel/json';

/** Few names, texts and numbers: so that schemas meet each other's bounds. */
const NAMES = ['a', 'b', 'cc'];
const PATTERNS = ['^a', 'b$', '^..$', 'c'];
const VALUES: readonly Json[] = [
  'a',
  'ab',
  'ccc',
  0,
  1,
  2,
  4,
  1.5,
  true,
  false,
  null,
  [],
  ['a'],
  {},
  { a: 1 },
];

const small = fc.integer({ min: 0, max: 4 });
const number = fc.constantFrom(-1, 0, 1, 1.5, 2, 4);
const value = fc.constantFrom(...VALUES);
const typeName = fc.constantFrom('null', 'boolean', 'object', 'array', 'number', 'integer', 'string');

const byName = (schema: fc.Arbitrary<Json>, names: readonly string[]) =>
  fc.dictionary(fc.constantFrom(...names), schema, { maxKeys: 2 });

/** References stand only inside a value: a schema that is a part of itself at the same place has no meaning. */
interface Parts {
  /** Of the same value. */
  readonly here: fc.Arbitrary<Json>;
  /** Of a value in it. */
  readonly inside: fc.Arbitrary<Json>;
}

/** The keywords, each with values that it may have. */
const keywordsOf = ({ here, inside }: Parts): Readonly<Record<string, fc.Arbitrary<Json>>> => ({
  type: fc.oneof(typeName, fc.uniqueArray(typeName, { minLength: 1, maxLength: 3 })),
  enum: fc.uniqueArray(value, { minLength: 1, maxLength: 4 }),
  const: value,
  properties: byName(inside, NAMES),
  patternProperties: byName(inside, PATTERNS),
  additionalProperties: inside,
  propertyNames: fc.constantFrom({ pattern: '^a' }, { maxLength: 1 }, { enum: ['a', 'b'] }, false, true),
  required: fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 2 }),
  dependentRequired: fc.constantFrom<Json>({ a: ['b'] }, { b: ['a', 'cc'] }),
  minProperties: small,
  maxProperties: small,
  items: inside,
  prefixItems: fc.array(inside, { minLength: 1, maxLength: 2 }),
  contains: inside,
  minContains: small,
  maxContains: small,
  minItems: small,
  maxItems: small,
  uniqueItems: fc.boolean(),
  minimum: number,
  exclusiveMinimum: number,
  maximum: number,
  exclusiveMaximum: number,
  multipleOf: fc.constantFrom(1, 2, 4, 0.5),
  minLength: small,
  maxLength: small,
  pattern: fc.constantFrom(...PATTERNS),
  format: fc.constantFrom('date', 'email'),
  allOf: fc.array(here, { minLength: 1, maxLength: 2 }),
  anyOf: fc.array(here, { minLength: 1, maxLength: 3 }),
  oneOf: fc.array(here, { minLength: 1, maxLength: 3 }),
  not: here,
  if: here,
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: here,
  else: here,
  dependentSchemas: byName(here, NAMES),
});

const SHAPES: readonly (readonly string[])[] = [
  ['type', 'properties', 'required', 'additionalProperties'],
  ['type', 'minimum', 'maximum'],
  ['type', 'items', 'minItems'],
  ['anyOf'],
  ['oneOf'],
  ['enum'],
];

const reference = fc.constantFrom<Json>({ $ref: '#' }, { $ref: '#/$defs/d' });

function objectSchema(parts: Parts): fc.Arbitrary<Json> {
  const keywords = keywordsOf(parts);
  const some = fc.subarray(Object.keys(keywords), { maxLength: 3 });
  const usual = fc.constantFrom(...SHAPES);
  return fc
    .oneof(some, usual)
    .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, keywords[name] ?? value]))));
}

const plain = fc.constantFrom<Json>(true, false, { type: 'string' }, { type: 'integer' }, {});

const parts = fc.letrec<{ here: Json; inside: Json }>((tie) => ({
  here: fc.oneof(
    { depthSize: 'small', maxDepth: 3, withCrossShrink: true },
    { arbitrary: plain, weight: 3 },
    { arbitrary: objectSchema({ here: tie('here'), inside: tie('inside') }), weight: 8 },
  ),
  inside: fc.oneof(
    { withCrossShrink: true },
    { arbitrary: reference, weight: 1 },
    { arbitrary: tie('here'), weight: 8 },
  ),
}));

export const randomSchema: fc.Arbitrary<JsonObject> = fc
  .tuple(objectSchema(parts), objectSchema(parts))
  .map(([schema, d]) => ({ ...(schema as JsonObject), $defs: { d } }));

/** A schema and another: itself with one keyword, somewhere, put in, taken away or replaced; or any other. */
export const randomChange: fc.Arbitrary<readonly [JsonObject, JsonObject]> = fc.oneof(
  { arbitrary: fc.tuple(randomSchema, fc.nat(), objectSchema(parts)).map(changed), weight: 4 },
  { arbitrary: fc.tuple(randomSchema, randomSchema), weight: 1 },
);

function changed([schema, place, by]: [JsonObject, number, Json]): readonly [JsonObject, JsonObject] {
  const copy = structuredClone(schema) as JsonObject;
  const places = objectsIn(copy);
  const target = (places[place % places.length] ?? copy) as Record<string, Json>;
  const names = Object.keys(target).filter((name) => name !== '$defs');
  if (place % 3 === 0) delete target[names[place % names.length] ?? ''];
  else Object.assign(target, by);
  return [schema, copy];
}

const MAPS = ['properties', 'patternProperties', 'dependentSchemas'];
const VALUES_ONLY = ['enum', 'const', '$defs', 'dependentRequired'];

/** The schemas within a schema, but for true and false. */
function objectsIn(schema: Json): JsonObject[] {
  if (Array.isArray(schema)) return schema.flatMap(objectsIn);
  if (typeof schema !== 'object' || schema === null) return [];
  const inner = Object.entries(schema as JsonObject).filter(([name]) => !VALUES_ONLY.includes(name));
  const schemas = inner.flatMap(([name, value]) =>
    MAPS.includes(name) ? Object.values(value as JsonObject) : value,
  );
  return [schema as JsonObject, ...schemas.flatMap(objectsIn)];
}
