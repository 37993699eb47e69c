import type { Json, JsonObject } from 'platform/kernel/json';
import type { CompatibilityMode } from '../compatibility-mode.ts';

/** Versions of one schema, the oldest first; the last is the one that is to be published. */
export interface ModeCase {
  readonly name: string;
  readonly versions: readonly JsonObject[];
  /** The modes that forbid it. */
  readonly fails: readonly CompatibilityMode[];
}

const object = (properties: JsonObject, required: readonly string[], rest: JsonObject = {}): JsonObject => ({
  type: 'object',
  properties,
  required,
  ...rest,
});
const closed = (properties: JsonObject, required: readonly string[] = []): JsonObject =>
  object(properties, required, { additionalProperties: false });
const open = (properties: JsonObject, required: readonly string[] = []): JsonObject =>
  object(properties, required);
const of = (value: Json): JsonObject => closed({ value }, ['value']);

const TEXT = { type: 'string' };
const NUMBER = { type: 'number' };
const INTEGER = { type: 'integer' };

const BACKWARD = ['BACKWARD', 'BACKWARD_TRANSITIVE', 'FULL', 'FULL_TRANSITIVE'] as const;
const FORWARD = ['FORWARD', 'FORWARD_TRANSITIVE', 'FULL', 'FULL_TRANSITIVE'] as const;
const BOTH = [...new Set([...BACKWARD, ...FORWARD])];

/** Each is allowed by some modes and forbidden by others: at least six on either side of every mode. */
export const MODE_CASES: readonly ModeCase[] = [
  { name: 'nothing changes', versions: [of(TEXT), of(TEXT)], fails: [] },
  {
    name: 'only words for people change',
    versions: [of(TEXT), of({ ...TEXT, description: 'A text.' })],
    fails: [],
  },
  {
    name: 'the values of an enum come in another order',
    versions: [of({ enum: ['A', 'B'] }), of({ enum: ['B', 'A'] })],
    fails: [],
  },
  {
    name: 'a nullable value is written in another form',
    versions: [of({ anyOf: [TEXT, { type: 'null' }] }), of({ type: ['null', 'string'] })],
    fails: [],
  },
  {
    name: 'a part is given a name and referred to',
    versions: [of(TEXT), { ...of({ $ref: '#/$defs/text' }), $defs: { text: TEXT } }],
    fails: [],
  },
  {
    name: 'a bound of integers is written in another form',
    versions: [of({ ...INTEGER, exclusiveMinimum: 0 }), of({ ...INTEGER, minimum: 1 })],
    fails: [],
  },
  {
    name: 'a default is told',
    versions: [closed({ a: TEXT }), closed({ a: { ...TEXT, default: 'x' } })],
    fails: [],
  },
  {
    name: 'a closed object gets an optional property',
    versions: [closed({ a: TEXT }), closed({ a: TEXT, b: TEXT })],
    fails: FORWARD,
  },
  {
    name: 'a closed object loses an optional property',
    versions: [closed({ a: TEXT, b: TEXT }), closed({ a: TEXT })],
    fails: BACKWARD,
  },
  {
    name: 'a closed object gets a required property',
    versions: [closed({ a: TEXT }, ['a']), closed({ a: TEXT, b: TEXT }, ['a', 'b'])],
    fails: BOTH,
  },
  {
    name: 'a closed object loses a required property',
    versions: [closed({ a: TEXT, b: TEXT }, ['a', 'b']), closed({ a: TEXT }, ['a'])],
    fails: BOTH,
  },
  {
    name: 'an open object loses a required property',
    versions: [open({ a: TEXT, b: TEXT }, ['a', 'b']), open({ a: TEXT }, ['a'])],
    fails: FORWARD,
  },
  {
    name: 'an open object gets a required property, which may have been written with any value',
    versions: [open({ a: TEXT }, ['a']), open({ a: TEXT, b: TEXT }, ['a', 'b'])],
    fails: BACKWARD,
  },
  {
    name: 'a property becomes optional',
    versions: [closed({ a: TEXT }, ['a']), closed({ a: TEXT })],
    fails: FORWARD,
  },
  {
    name: 'a property becomes required',
    versions: [closed({ a: TEXT }), closed({ a: TEXT }, ['a'])],
    fails: BACKWARD,
  },
  {
    name: 'an object is closed',
    versions: [open({ a: TEXT }), closed({ a: TEXT })],
    fails: BACKWARD,
  },
  {
    name: 'an object is opened',
    versions: [closed({ a: TEXT }), open({ a: TEXT })],
    fails: FORWARD,
  },
  {
    name: 'an enum gets a value',
    versions: [of({ enum: ['A'] }), of({ enum: ['A', 'B'] })],
    fails: FORWARD,
  },
  {
    name: 'an enum loses a value',
    versions: [of({ enum: ['A', 'B'] }), of({ enum: ['A'] })],
    fails: BACKWARD,
  },
  { name: 'a type changes', versions: [of(TEXT), of(INTEGER)], fails: BOTH },
  { name: 'an integer becomes a number', versions: [of(INTEGER), of(NUMBER)], fails: FORWARD },
  { name: 'a number becomes an integer', versions: [of(NUMBER), of(INTEGER)], fails: BACKWARD },
  {
    name: 'a value may be null from now on',
    versions: [of(TEXT), of({ type: ['string', 'null'] })],
    fails: FORWARD,
  },
  {
    name: 'a value may be null no longer',
    versions: [of({ anyOf: [TEXT, { type: 'null' }] }), of(TEXT)],
    fails: BACKWARD,
  },
  {
    name: 'a text may be longer',
    versions: [of({ ...TEXT, maxLength: 5 }), of({ ...TEXT, maxLength: 9 })],
    fails: FORWARD,
  },
  {
    name: 'a number has a minimum from now on',
    versions: [of(NUMBER), of({ ...NUMBER, minimum: 0 })],
    fails: BACKWARD,
  },
  {
    name: 'a property comes back with another type: the last version does not have it, the first does',
    versions: [closed({ a: TEXT, b: TEXT }), closed({ a: TEXT }), closed({ a: TEXT, b: INTEGER })],
    fails: ['BACKWARD_TRANSITIVE', 'FORWARD', 'FORWARD_TRANSITIVE', 'FULL', 'FULL_TRANSITIVE'],
  },
  {
    name: 'a value that the first version had and the last had not is dropped for good',
    versions: [of({ enum: ['A', 'B'] }), of({ enum: ['A'] }), of({ enum: ['A'] })],
    fails: ['BACKWARD_TRANSITIVE', 'FULL_TRANSITIVE'],
  },
  {
    name: 'a type that had grown in two steps keeps the second: the first version does not read it',
    versions: [of(INTEGER), of(NUMBER), of(NUMBER)],
    fails: ['FORWARD_TRANSITIVE', 'FULL_TRANSITIVE'],
  },
  {
    name: 'a bound that had been loosened stays loose',
    versions: [
      of({ ...INTEGER, maximum: 5 }),
      of({ ...INTEGER, maximum: 9 }),
      of({ ...INTEGER, maximum: 9 }),
    ],
    fails: ['FORWARD_TRANSITIVE', 'FULL_TRANSITIVE'],
  },
  {
    name: 'a bound that had been tightened stays tight',
    versions: [
      of({ ...INTEGER, maximum: 9 }),
      of({ ...INTEGER, maximum: 5 }),
      of({ ...INTEGER, maximum: 5 }),
    ],
    fails: ['BACKWARD_TRANSITIVE', 'FULL_TRANSITIVE'],
  },
];
