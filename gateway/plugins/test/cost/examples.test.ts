import { describe, expect, test } from '@jest/globals';
import { loadSupergraph } from '../../../supergraph/state.ts';
import { createCostModel } from '../../cost/cost-model.ts';
import { costOf, model, requestOf, state } from './fixture.ts';

type Example = readonly [name: string, cost: number, query: string, variables?: Record<string, unknown>];

const table = (title: string, examples: readonly Example[]): void =>
  describe(title, () => {
    for (const [name, cost, query, variables] of examples) {
      test(name, () => {
        expect(costOf(query, variables)?.requested).toBe(cost);
      });
    }
  });

table('types', [
  ['a scalar: 0', 0, '{ count }'],
  ['a list of scalars: 10 × 0', 0, '{ names }'],
  ['an object 1 + its scalars 0', 1, '{ item { id name } }'],
  ['an object 1 + one inside 1 + one inside that 1', 3, '{ item { next { next { id } } } }'],
  ['a weight on a type: 25 instead of 1', 25, '{ rare { id } }'],
  ['a weight on a scalar: 1 + 3', 4, '{ item { tag } }'],
  ['a weight on an enum: 1 + 15', 16, '{ item { code } }'],
  ['a list of weighted enums: 10 × 15', 150, '{ codes }'],
  [
    'introspection: 0',
    0,
    '{ __schema { types { fields { name } } } __typename item { __typename } }'.replace(
      ' item { __typename }',
      '',
    ),
  ],
  ['__typename in an object: 1 + 0', 1, '{ item { __typename } }'],
]);

table('kinds of operation', [
  ['a query: 0 + 1', 1, 'query { item { id } }'],
  ['a mutation: 10 + 0', 10, 'mutation { remove }'],
  ['a mutation 10 + 1 + its input 1', 12, 'mutation { add(input: { name: "x" }) { id } }'],
  ['two fields of a mutation: 10 + 1 + 1', 12, 'mutation { a: add { id } b: add { id } }'],
  ['a subscription: 0 + 1', 1, 'subscription { added { id } }'],
]);

table('fields', [
  ['a weight on a field: 50 instead of 1', 50, '{ heavy { id } }'],
  ['a weight on a field, and an object below: 50 + 1', 51, '{ heavy { next { id } } }'],
  ['a weight on a field that is a list: 10 × 5', 50, '{ heavies { id } }'],
  ['a weight on a scalar field: 1 + 100', 101, '{ page { total } }'],
]);

table('fragments, aliases and conditions', [
  ['aliases count each: 1 + 1', 2, '{ a: item { id } b: item { id } }'],
  [
    'a field that is selected twice is executed once: 1 + 1',
    2,
    '{ item { next { id } } item { next { name } } }',
  ],
  [
    'a field that two fragments select is executed once: 1 + 1',
    2,
    'query { item { ...A ...B } } fragment A on Item { next { id } } fragment B on Item { next { name } }',
  ],
  ['an inline fragment without a type: 1 + 1', 2, '{ item { ... { next { id } } } }'],
  [
    'one fragment at two places: (1 + 5 × 1) + (1 + 2 × 1)',
    9,
    'query { a: page(first: 5) { ...P } b: page(first: 2) { ...P } } fragment P on Page { nodes { id } }',
  ],
  ['left out by @skip: 0', 0, '{ item @skip(if: true) { id } }'],
  ['left out by @include: 0', 0, '{ item @include(if: false) { id } }'],
  [
    'left out by @skip with a variable: 0',
    0,
    'query ($s: Boolean!) { item @skip(if: $s) { id } }',
    { s: true },
  ],
  ['not left out: 1', 1, 'query ($s: Boolean!) { item @skip(if: $s) { id } }', { s: false }],
  ['left out by the default of a variable: 0', 0, 'query ($s: Boolean = true) { item @skip(if: $s) { id } }'],
  [
    'a fragment that is left out, of a field that stays: 1 + 0',
    1,
    'query ($s: Boolean!) { item { id ... @include(if: $s) { next { id } } } }',
    { s: false },
  ],
]);

table('lists', [
  ['without a size: 10 × 1', 10, '{ plain { id } }'],
  ['of objects with objects: 10 × (1 + 1)', 20, '{ plain { next { id } } }'],
  ['in a list: 10 × (1 + 2 × 1)', 30, '{ plain { parts { id } } }'],
  ['of lists: the outer one counts, 10 × 1', 10, '{ grid { id } }'],
  ['assumedSize 6 × 1', 6, '{ known { id } }'],
  ['a slicing argument: 7 × 1', 7, '{ items(first: 7) { id } }'],
  ['a slicing argument by variable: 8 × 1', 8, 'query ($n: Int) { items(first: $n) { id } }', { n: 8 }],
  ['the default of a slicing argument: 3 × 1', 3, '{ items { id } }'],
  [
    'a variable left out, the default of the argument: 3 × 1',
    3,
    'query ($n: Int) { items(first: $n) { id } }',
  ],
  ['the default of a variable: 4 × 1', 4, 'query ($n: Int = 4) { items(first: $n) { id } }'],
  ['null for a slicing argument: nobody says, 10 × 1', 10, '{ items(first: null) { id } }'],
  ['a negative size counts as 0: 0 × 1', 0, '{ items(first: -5) { id } }'],
  [
    'two sizes by variables multiply: 5 × (1 + 4 × 1)',
    25,
    'query ($a: Int, $b: Int) { items(first: $a) { parts(first: $b) { id } } }',
    { a: 5, b: 4 },
  ],
  [
    'a slicing argument in an input object: 9 × 1 + its inputs 1 + 1',
    11,
    '{ nested(filter: { page: { first: 9 } }) { id } }',
  ],
  [
    'the same by variable: 9 × 1 + 2',
    11,
    'query ($f: Filter) { nested(filter: $f) { id } }',
    { f: { page: { first: 9 } } },
  ],
  ['the default of an input field: 12 × 1 + 2', 14, '{ nested(filter: { page: {} }) { id } }'],
  ['no input object on the way: the other slicing argument, 5 × 1', 5, '{ nested(first: 5) { id } }'],
  ['a list as slicing argument has its length: 3 × 1', 3, '{ many(ids: ["a", "b", "c"]) { id } }'],
  ['an empty list: 0 × 1', 0, 'query ($ids: [ID!]) { many(ids: $ids) { id } }', { ids: [] }],
]);

table('sized fields', [
  ['1 + 5 × (1 + 1) + 5 × 1', 16, '{ page(first: 5) { edges { node { id } } nodes { id } } }'],
  [
    'the larger of two slicing arguments: 1 + 9 × (1 + 1)',
    19,
    '{ page(first: 4, last: 9) { edges { node { id } } } }',
  ],
  ['by an alias: 1 + 5 × 1', 6, '{ page(first: 5) { all: nodes { id } } }'],
  ['assumed: 1 + 20 × 1', 21, '{ page { nodes { id } } }'],
  ['nothing said: 1 + 10 × 1', 11, '{ loose { nodes { id } } }'],
  ['by variable: 1 + 6 × 1', 7, 'query ($n: Int) { page(last: $n) { nodes { id } } }', { n: 6 }],
  ['in a fragment: 1 + 5 × 1', 6, 'query { page(first: 5) { ...P } } fragment P on Page { nodes { id } }'],
  [
    'a list below a sized one has its own size: 1 + 5 × (1 + 2 × 1)',
    16,
    '{ page(first: 5) { nodes { parts { id } } } }',
  ],
  ['further down: 1 + 1 + 7 × 1', 9, '{ deep(first: 7) { inner { pages { id } } } }'],
  ['at both places: 1 + 7 × 1 + 1 + 7 × 1', 16, '{ deep(first: 7) { pages { id } inner { pages { id } } } }'],
  ['not selected: 1', 1, '{ page(first: 500) { __typename } }'],
]);

table('interfaces and unions', [
  ['a union: the dearest of its members, 25', 25, '{ any { __typename } }'],
  [
    'with what is selected on each: the larger of 1 + 1 + 1 and 25 + 0',
    25,
    '{ any { ... on Item { next { next { id } } } ... on Rare { id } } }',
  ],
  [
    'the larger of 1 + 30 × 1 and 25',
    31,
    '{ any { ... on Item { parts(first: 30) { id } } ... on Rare { id } } }',
  ],
  ['a list of them: 4 × 25', 100, '{ anys { __typename } }'],
  [
    'an interface field by the rules of each type: the larger of 1 + 0 and 25 + 7',
    32,
    '{ priced { price } }',
  ],
  [
    'its list by the size on each type: the larger of 1 + 2 × 1 and 25 + 9 × 1',
    34,
    '{ priced { parts { id } } }',
  ],
  ['a fragment on an interface: 1 + 0', 1, '{ item { ... on Priced { price } } }'],
  [
    'fragments in fragments, no type counts for another: 4 × 25',
    100,
    '{ anys { ... on Priced { ... on Item { next { id } } } } }',
  ],
]);

table('arguments and inputs', [
  ['count once, not for each item: 7 × 1 + 8 × 0', 7, '{ items(first: 7) { name } }'],
  ['a weight on an argument: 1 + 8', 9, '{ weighed(by: 1) { id } }'],
  ['a weighted argument left out: 1', 1, '{ weighed { id } }'],
  ['a weighted argument that is null: 1', 1, '{ weighed(by: null) { id } }'],
  ['a weighted argument that is left out and has a default: 1 + 8', 9, '{ usual { id } }'],
  ['a weighted argument by variable: 1 + 8', 9, 'query ($n: Int) { weighed(by: $n) { id } }', { n: 1 }],
  ['and none is given: 1', 1, 'query ($n: Int) { weighed(by: $n) { id } }'],
  ['a weighted scalar in a list of arguments: 1 + 3 + 3', 7, '{ tagged(tags: ["a", "b"]) { id } }'],
  ['one for a list: 1 + 3', 4, '{ tagged(tags: "a") { id } }'],
  ['an input object: 1 + 1', 2, '{ search(filter: { name: "x" }) { id } }'],
  ['an input object in an input object: 1 + 1 + 1', 3, '{ search(filter: { page: { first: 1 } }) { id } }'],
  [
    'input objects in a list of an input object: 1 + (1 + 1 + 1)',
    4,
    '{ search(filter: { subs: [{}, {}] }) { id } }',
  ],
  ['a list of input objects: 1 + (1 + 1)', 3, '{ search(also: [{}, {}]) { id } }'],
  ['a weight on an input field: 1 + (1 + 4)', 6, '{ search(filter: { near: 1 }) { id } }'],
  ['a weighted enum in an input object: 1 + (1 + 15)', 17, '{ search(filter: { code: A }) { id } }'],
  [
    'an input object by variable: 1 + (1 + 4)',
    6,
    'query ($f: Filter) { search(filter: $f) { id } }',
    { f: { near: 1 } },
  ],
  [
    'a variable inside an input object: 1 + (1 + 4)',
    6,
    'query ($n: Int) { search(filter: { near: $n }) { id } }',
    { n: 1 },
  ],
  ['and none is given: 1 + 1', 2, 'query ($n: Int) { search(filter: { near: $n }) { id } }'],
  ['arguments below a list count for each item: 3 × (1 + 1 × 1)', 6, '{ items { parts(first: 1) { id } } }'],
]);

table('negative weights', [
  ['of an argument: 5 - 3', 2, '{ approximate(approximately: true) { id } }'],
  ['never below 0: 5 - 60', 0, '{ approximate(cheaply: true) { id } }'],
  ['and what is below still counts: 0 + 1', 1, '{ approximate(cheaply: true) { next { id } } }'],
  ['by variable: 5 - 3', 2, 'query ($a: Boolean) { approximate(approximately: $a) { id } }', { a: true }],
]);

test('one document with other variables has other costs', () => {
  const request = requestOf(
    'query ($n: Int, $f: Filter, $i: Boolean!) { items(first: $n) { id } search(filter: $f) @include(if: $i) { id } }',
  );
  const cost = (n: number, f: object, i = true) =>
    model.costOf(state, { ...request, variables: { n, f, i } })?.requested;
  expect(cost(5, {})).toBe(7);
  expect(cost(50, {})).toBe(52);
  expect(cost(5, { subs: [{}] })).toBe(8);
  expect(cost(5, { subs: [{}] }, false)).toBe(5);
  expect(cost(5, {})).toBe(7);
});

test.each(['{ strict { id } }', '{ strict(first: 1, last: 1) { id } }', '{ sliced(first: null) { id } }'])(
  'exactly one slicing argument is asked for, %s: BAD_USER_INPUT',
  (query) => {
    expect(() => costOf(query)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  },
);

test('the same by variables, at each request', () => {
  const query = 'query ($n: Int) { sliced(first: $n) { id } }';
  expect(() => costOf(query)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  expect(costOf(query, { n: 2 })?.requested).toBe(2);
});

test('variables that do not fit cost nothing: whoever executes refuses them', () => {
  expect(costOf('query ($n: Int) { items(first: $n) { id } }', { n: 'many' })).toBeUndefined();
});

test('at the maximum: admitted', () => {
  expect(model.admit(state, requestOf('{ items(first: 1000) { id } }'))?.requested).toBe(1_000);
});

test('over the maximum: COST_LIMIT_EXCEEDED with the cost and the limit', () => {
  expect(() => model.admit(state, requestOf('{ items(first: 1001) { id } }'))).toThrow(
    expect.objectContaining({ code: 'COST_LIMIT_EXCEEDED', details: { cost: 1_001, limit: 1_000 } }),
  );
});

test('40 levels of an interface with two types: 41 × 25, each type compiled once on each level', () => {
  const query = `{ priced ${'{ like '.repeat(40)} { __typename } ${'}'.repeat(40)} }`;
  expect(costOf(query)?.requested).toBe(41 * 25);
});

describe('a supergraph is not served', () => {
  const broken = (from: string, to: string) => {
    const sdl = state.supergraphSdl.replaceAll(from, to);
    return () =>
      createCostModel({ maximum: 1, defaultListSize: 1 }).prepare(loadSupergraph(sdl, () => ({}) as never));
  };

  test('whose sized fields are none', () => {
    expect(broken('"inner { pages }"', '"inner { ...pages }"')).toThrow(
      '"inner { ...pages }" does not name fields',
    );
  });

  test('whose weight is no number', () => {
    const sdl = state.supergraphSdl
      .replace('weight: Int!', 'weight: String!')
      .replaceAll(/weight: (-?\d+)/g, 'weight: "$1"');
    const load = (text: string) => () =>
      createCostModel({ maximum: 1, defaultListSize: 1 }).prepare(loadSupergraph(text, () => ({}) as never));
    expect(load(sdl)).not.toThrow();
    expect(load(sdl.replaceAll('weight: "50"', 'weight: "much"'))).toThrow(
      '@cost of Query.heavy: much is not a number.',
    );
  });
});
