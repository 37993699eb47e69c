import type { Choices } from '../choices.ts';

/** Stand for what JSON.stringify would not write. */
const SPELLED = new Map([
  ['<deep list>', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
  ['<deep object>', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`],
  ['<infinite>', '1e999'],
  ['<long number>', '123456789012345678901234567890.5'],
]);

/** Of no type, of another type, or of names that every object knows. */
const VALUES: readonly unknown[] = [
  null,
  'text',
  '',
  0,
  1.5,
  2 ** 31,
  -1e21,
  true,
  [],
  {},
  [[]],
  [null],
  { __typename: 'Query' },
  JSON.parse('{"__proto__":{"polluted":true},"a":1}'),
  { toString: 1, constructor: { prototype: { polluted: true } }, length: 3 },
  ...SPELLED.keys(),
];

/** A value that is nobody else's: it may be changed. */
export const oddValue = (c: Choices): unknown => structuredClone(c.pick(VALUES));

export const ODD_KEYS = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'then',
  'toJSON',
  'f0',
  'id',
];

export const ODD_TYPES: readonly unknown[] = [
  'T0',
  'T1',
  'N',
  'NP0',
  'I0',
  'V0',
  'Hidden',
  'Query',
  'Int',
  '',
  '__proto__',
  7,
  {},
];

/** As JSON, the stand-ins spelled out. */
export const oddText = (value: unknown): string =>
  [...SPELLED].reduce(
    (text, [name, spelled]) => text.replaceAll(`"${name}"`, spelled),
    JSON.stringify(value),
  );
