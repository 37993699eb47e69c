import type { Choices } from '../choices.ts';

/** Declared by every subgraph alike; an input type must be, or parts of it vanish from the API. */
export const COMMON = `scalar JSON
enum Order { ASC DESC }
input Filter { n: Int = 3 s: [String!] order: Order = ASC sub: Filter any: JSON on: Boolean! = false }`;

const LEAVES = ['Int', 'String', 'ID', 'Boolean', 'Float', 'JSON', 'Order', 'Mood'];
const MOODS = ['GLAD', 'CROSS', 'SAD @inaccessible'];
const WRAPPINGS = ['T', 'T', 'T!', '[T]', '[T!]', '[T]!', '[T!]!', '[[T]]', '[[T!]!]'];
/** Parameters, and arguments for them that a @requires may give. */
const PARAMETERS = new Map([
  ['(n: Int)', '(n: 7)'],
  ['(n: Int! = 3, s: String = "x")', '(s: null)'],
  ['(filter: Filter)', '(filter: { n: 1, sub: { order: DESC } })'],
  ['(list: [Int!]! = [1])', '(list: [2, 3])'],
  ['(id: ID, order: Order, deep: [[Boolean]])', '(order: DESC)'],
  ['(any: JSON, on: Boolean = true)', '(any: [1], on: false)'],
]);
const NO_PARAMETERS_RATE = 0.6;
const MOOD_RATE = 0.7;

/** An enum whose values differ between subgraphs. */
export const moodOf = (c: Choices): string =>
  `enum Mood { ${['CALM', ...c.some(MOODS, MOOD_RATE)].join(' ')} }`;

export const leaf = (c: Choices): string => c.pick(LEAVES);

/** The type itself, or lists of it, with nulls or without. */
export const wrapped = (c: Choices, type: string): string => c.pick(WRAPPINGS).replace('T', type);

export const namedType = (type: string): string => type.replace(/[[\]!]/g, '');

export const isLeaf = (type: string): boolean => LEAVES.includes(namedType(type));

export const parameters = (c: Choices): string =>
  c.chance(1 - NO_PARAMETERS_RATE) ? c.pick([...PARAMETERS.keys()]) : '';

/** Arguments for parameters; now and then none, as all have defaults. */
export const argumentsFor = (c: Choices, args: string): string =>
  c.chance(0.7) ? (PARAMETERS.get(args) ?? '') : '';
