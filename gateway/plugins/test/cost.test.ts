import { describe, expect, test } from '@jest/globals';
import { parse, validate } from 'graphql';
import { loadSupergraph } from '../../supergraph/state.ts';
import { federation } from '../../test/federation.ts';
import { createCostModel } from '../cost.ts';

const { supergraphSdl } = federation({
  shop: {
    typeDefs: `
      type Query {
        item(id: ID): Item
        count: Int
        plain: [Item]
        items(first: Int = 3): [Item] @listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)
        known: [Item] @listSize(assumedSize: 6)
        page(first: Int, last: Int): Page
          @listSize(slicingArguments: ["first", "last"], sizedFields: ["edges", "nodes"], assumedSize: 20, requireOneSlicingArgument: false)
        strict(first: Int, last: Int): [Item] @listSize(slicingArguments: ["first", "last"])
        heavy: Item @cost(weight: 50)
        rare: Rare
        search(filter: Filter): Item
        tagged(tags: [Tag!]): Item
        weighed(by: Int @cost(weight: 8)): Item
        any: Any
      }
      type Mutation { add(input: Filter): Item }
      type Page { edges: [Edge] nodes: [Item] total: Int @cost(weight: 100) }
      type Edge { node: Item }
      type Item { id: ID name: String tag: Tag next: Item parts: [Item] }
      type Rare @cost(weight: 25) { id: ID }
      scalar Tag @cost(weight: 3)
      union Any = Item | Rare
      input Filter { name: String subs: [Filter!] near: Int @cost(weight: 4) }
    `,
  },
});
const state = loadSupergraph(supergraphSdl, () => ({}) as never);

const model = createCostModel({ maximum: 1_000, defaultListSize: 10 });

function requestOf(query: string, variables: Record<string, unknown> = {}) {
  const document = parse(query);
  const [error] = validate(state.schema, document);
  if (error) throw error;
  return { document, variables, context: { requestId: 'test', headers: {} } };
}

const costOf = (query: string, variables?: Record<string, unknown>) =>
  model.costOf(state, requestOf(query, variables));

describe('worked examples', () => {
  const examples: readonly (readonly [string, number, string, Record<string, unknown>?])[] = [
    ['a scalar: 0', 0, '{ count }'],
    ['an object 1 + its scalars 0', 1, '{ item { id name } }'],
    ['an object 1 + one inside 1 + one inside that 1', 3, '{ item { next { next { id } } } }'],
    ['a list without a size: 10 × 1', 10, '{ plain { id } }'],
    ['a list of objects with objects: 10 × (1 + 1)', 20, '{ plain { next { id } } }'],
    ['a list in a list: 10 × (1 + 10 × 1)', 110, '{ plain { parts { id } } }'],
    ['assumedSize 6 × 1', 6, '{ known { id } }'],
    ['a slicing argument 7 × 1', 7, '{ items(first: 7) { id } }'],
    ['a slicing argument by variable 8 × 1', 8, 'query ($n: Int) { items(first: $n) { id } }', { n: 8 }],
    [
      'a variable left out: the default of the argument 3 × 1',
      3,
      'query ($n: Int) { items(first: $n) { id } }',
    ],
    ['a negative size counts as 0', 0, '{ items(first: -5) { id } }'],
    [
      'the larger of two slicing arguments: 1 + 9 × (1 + 1)',
      19,
      '{ page(first: 4, last: 9) { edges { node { id } } } }',
    ],
    [
      'sized fields: 1 + 5 × (1 + 1) + 5 × 1',
      16,
      '{ page(first: 5) { edges { node { id } } nodes { id } } }',
    ],
    ['sized fields, assumed: 1 + 20 × 1', 21, '{ page { nodes { id } } }'],
    [
      'sized fields in a fragment: 1 + 5 × 1',
      6,
      'query { page(first: 5) { ...P } } fragment P on Page { nodes { id } }',
    ],
    [
      'one fragment at two places: (1 + 5 × 1) + (1 + 2 × 1)',
      9,
      'query { a: page(first: 5) { ...P } b: page(first: 2) { ...P } } fragment P on Page { nodes { id } }',
    ],
    ['a list below a sized one: 1 + 5 × (1 + 10 × 1)', 56, '{ page(first: 5) { nodes { parts { id } } } }'],
    ['a weight on a field: 50 instead of 1', 50, '{ heavy { id } }'],
    ['a weight on a scalar field: 1 + 100', 101, '{ page { total } }'],
    ['a weight on a type: 25 instead of 1', 25, '{ rare { id } }'],
    ['a weight on a scalar: 1 + 3', 4, '{ item { tag } }'],
    ['an input object: 1 + 1', 2, '{ search(filter: { name: "x" }) { id } }'],
    ['input objects in a list: 1 + (1 + 1 + 1)', 4, '{ search(filter: { subs: [{}, {}] }) { id } }'],
    ['a weight on an input field: 1 + (1 + 4)', 6, '{ search(filter: { near: 1 }) { id } }'],
    [
      'an input object by variable: 1 + (1 + 4)',
      6,
      'query ($f: Filter) { search(filter: $f) { id } }',
      { f: { near: 1 } },
    ],
    ['a weighted scalar in a list of arguments: 1 + 3 + 3', 7, '{ tagged(tags: ["a", "b"]) { id } }'],
    ['a weight on an argument: 1 + 8', 9, '{ weighed(by: 1) { id } }'],
    ['a weighted argument left out: 1', 1, '{ weighed { id } }'],
    ['arguments count once, not for each item: 7 × 1 + 0', 7, '{ items(first: 7) { name } }'],
    ['a mutation 10 + 1 + its input 1', 12, 'mutation { add(input: {}) { id } }'],
    [
      'a union: the dearest of its members, 1 + (1 + 1)',
      3,
      '{ any { ... on Item { next { next { id } } } ... on Rare { id } } }',
    ],
    ['aliases count each: 1 + 1', 2, '{ a: item { id } b: item { id } }'],
    ['left out by @skip: 0', 0, 'query ($s: Boolean!) { item @skip(if: $s) { id } }', { s: true }],
    ['not left out by @skip: 1', 1, 'query ($s: Boolean!) { item @skip(if: $s) { id } }', { s: false }],
    ['introspection: 0', 0, '{ __schema { types { fields { name } } } __typename }'],
  ];
  for (const [name, cost, query, variables] of examples) {
    test(name, () => {
      expect(costOf(query, variables)).toBe(cost);
    });
  }
});

test('one document with other sizes has other costs, also when they come back', () => {
  const request = requestOf(
    'query ($n: Int, $f: Filter) { items(first: $n) { id } search(filter: $f) { id } }',
  );
  const cost = (variables: Record<string, unknown>) => model.costOf(state, { ...request, variables });
  expect(cost({ n: 5 })).toBe(6);
  expect(cost({ n: 50 })).toBe(51);
  expect(cost({ n: 5, f: { subs: [{}] } })).toBe(8);
  expect(cost({ n: 5, f: { subs: [{}, {}] } })).toBe(9);
  expect(cost({ n: 5 })).toBe(6);
});

test('a slicing argument that is asked for exactly once and missing: BAD_USER_INPUT', () => {
  expect(() => costOf('{ strict { id } }')).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
});

test('two slicing arguments where exactly one is asked for: BAD_USER_INPUT', () => {
  expect(() => costOf('{ strict(first: 1, last: 1) { id } }')).toThrow(
    expect.objectContaining({ code: 'BAD_USER_INPUT' }),
  );
});

test('variables that do not fit cost nothing: whoever executes refuses them', () => {
  expect(costOf('query ($n: Int) { items(first: $n) { id } }', { n: 'many' })).toBeUndefined();
});

test('at the maximum: admitted', () => {
  expect(model.admit(state, requestOf('{ items(first: 1000) { id } }'))).toBe(1_000);
});

test('over the maximum: COST_LIMIT_EXCEEDED with the cost and the limit', () => {
  expect(() => model.admit(state, requestOf('{ items(first: 1001) { id } }'))).toThrow(
    expect.objectContaining({ code: 'COST_LIMIT_EXCEEDED', details: { cost: 1_001, limit: 1_000 } }),
  );
});
