import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { execute, type GraphQLFieldResolver, getNamedType, isListType, isNonNullType } from 'graphql';
import { present } from 'platform/kernel/assert';
import { costOf, requestOf, state } from './fixture.ts';

type Example = readonly [
  name: string,
  cost: number,
  query: string,
  data: object | null,
  variables?: Record<string, unknown>,
];

const item = { id: '1' };

describe('worked examples', () => {
  const examples: readonly Example[] = [
    ['a scalar: 0', 0, '{ count }', { count: 5 }],
    ['an object: 1', 1, '{ item { id } }', { item }],
    ['null: 0', 0, '{ item { next { id } } }', { item: null }],
    ['null inside: 1 + 0', 1, '{ item { next { id } } }', { item: { next: null } }],
    ['no data: 0', 0, '{ item { id } }', null],
    ['a list by its length: 2 × 1', 2, '{ items(first: 500) { id } }', { items: [item, item] }],
    ['nulls in a list: 2 × 1 + 0', 2, '{ plain { id } }', { plain: [item, null, item] }],
    ['an empty list: 0', 0, '{ plain { id } }', { plain: [] }],
    [
      'lists in a list: (1 + 2 × 1) + (1 + 0)',
      4,
      '{ plain { parts { id } } }',
      { plain: [{ parts: [item, item] }, { parts: [] }] },
    ],
    ['a list of lists: 2 + 1', 3, '{ grid { id } }', { grid: [[item, item], [], [item], null] }],
    [
      'sized fields: 1 + (1 + 1) + 0',
      3,
      '{ page(first: 100) { edges { node { id } } nodes { id } } }',
      { page: { edges: [{ node: item }], nodes: [] } },
    ],
    ['by an alias: 3 × 1', 3, '{ all: plain { id } }', { all: [item, item, item] }],
    ['a weight on a scalar field: 1 + 100', 101, '{ page { total } }', { page: { total: 0 } }],
    ['and null for it: 1 + 0', 1, '{ page { total } }', { page: { total: null } }],
    ['weighted enums: 3 × 15', 45, '{ codes }', { codes: ['A', 'B', 'A'] }],
    ['a scalar that is a list itself counts once: 2 × 2', 4, '{ json }', { json: [[1, 2, 3], {}] }],
    ['a weighted field that is a list: 3 × 5', 15, '{ heavies { id } }', { heavies: [item, item, item] }],
    ['a mutation: 10 + 1 + its input 1', 12, 'mutation { add(input: {}) { id } }', { add: item }],
    ['a mutation that failed: 10', 10, 'mutation { remove }', null],
    ['arguments, whatever comes: 8 + 0', 8, '{ weighed(by: 1) { id } }', { weighed: null }],
    [
      'arguments by variable: 1 + (1 + 4)',
      6,
      'query ($f: Filter) { search(filter: $f) { id } }',
      { search: item },
      { f: { near: 1 } },
    ],
    ['negative weights: 5 - 3', 2, '{ approximate(approximately: true) { id } }', { approximate: item }],
    [
      'never below 0, and what is below counts: 0 + 1',
      1,
      '{ approximate(cheaply: true) { next { id } } }',
      { approximate: { next: item } },
    ],
    [
      'members of a union by their type: 1 + 25',
      26,
      '{ anys { __typename } }',
      { anys: [{ __typename: 'Item' }, { __typename: 'Rare' }] },
    ],
    [
      'an interface by the fields of each type: (1 + 0) + (25 + 7)',
      33,
      '{ prices { price } }',
      {
        prices: [
          { __typename: 'Item', price: 1 },
          { __typename: 'Rare', price: 1 },
        ],
      },
    ],
    ['an unknown type counts as the dearest: 25', 25, '{ any { __typename } }', { any: {} }],
    [
      'left out by a condition: 1 + 0',
      1,
      'query ($s: Boolean!) { item { id next @skip(if: $s) { id } } }',
      { item },
      { s: true },
    ],
    ['introspection: 0', 0, '{ __schema { types { name } } }', { __schema: { types: [{ name: 'A' }] } }],
  ];
  for (const [name, cost, query, data, variables] of examples) {
    test(name, () => {
      expect(costOf(query, variables)?.actualOf(data)).toBe(cost);
    });
  }
});

/** An object of the answers below, and the arguments that made it. */
type Parent = { readonly first?: number };

describe('laws', () => {
  const size = fc.integer({ min: 0, max: 3 });

  /** What can be selected on an item, some levels down. */
  const onItem = (depth: number): fc.Arbitrary<string> =>
    depth === 0
      ? fc.constantFrom('id', 'tag', 'code', 'price')
      : fc
          .array(
            fc.oneof(
              fc.constantFrom('id', 'tag', 'code', 'price'),
              onItem(depth - 1).map((below) => `next { ${below} }`),
              fc.tuple(size, onItem(depth - 1)).map(([n, below]) => `p${n}: parts(first: ${n}) { ${below} }`),
              onItem(depth - 1).map((below) => `... on Priced { ... on Item { ${below} } }`),
            ),
            { minLength: 1, maxLength: 3 },
          )
          .map((fields) => fields.join(' '));

  const concrete = fc
    .tuple(size, onItem(3))
    .chain(([n, below]) =>
      fc.constantFrom(
        `{ item { ${below} } }`,
        `{ plain { ${below} } known { ${below} } }`,
        `{ items(first: ${n}) { ${below} } }`,
        `{ page(first: ${n}) { edges { node { ${below} } } nodes { ${below} } total } }`,
        `{ deep(first: ${n}) { inner { pages { ${below} } } } }`,
        `mutation { add(input: { near: 1, subs: [{}, {}] }) { ${below} } }`,
      ),
    );
  const abstract = onItem(2).map(
    (below) => `{ anys { ... on Item { ${below} } } priced { like { price } } }`,
  );

  /** Sizes of lists as the schema says them: by argument, by the page around, 6 or 4 assumed, else 10. */
  const SIZES: Readonly<Record<string, number>> = { known: 6, anys: 4, prices: 4 };
  const resolver =
    (shorten: (length: number) => number, typeName: () => string): GraphQLFieldResolver<Parent, unknown> =>
    (parent: Parent, { first }: Parent, _context, { fieldName, returnType }) => {
      const one = { first: first ?? parent?.first, __typename: typeName() };
      const type = isNonNullType(returnType) ? returnType.ofType : returnType;
      if (!isListType(type))
        return isScalar(getNamedType(type).name) ? SCALARS[getNamedType(type).name] : one;
      return Array.from({ length: shorten(first ?? parent?.first ?? SIZES[fieldName] ?? 10) }, () => one);
    };
  const SCALARS: Readonly<Record<string, unknown>> = { ID: '1', Int: 1, String: 'x', Tag: 't', Code: 'A' };
  const isScalar = (name: string): boolean => name in SCALARS;

  function answer(query: string, shorten: (length: number) => number, typeName = () => 'Item'): unknown {
    const { document } = requestOf(query);
    const fieldResolver = resolver(shorten, typeName);
    const result = execute({ schema: state.schema, document, fieldResolver });
    expect(result).not.toHaveProperty('errors');
    return (result as { data: unknown }).data;
  }

  test('lists as long as they were assumed to be cost what was requested', () => {
    fc.assert(
      fc.property(concrete, (query) => {
        const cost = present(costOf(query), 'the query is costed');
        expect(cost.actualOf(answer(query, (length) => length))).toBe(cost.requested);
      }),
    );
  });

  test('shorter lists, and whichever types, cost at most what was requested', () => {
    fc.assert(
      fc.property(fc.oneof(concrete, abstract), fc.infiniteStream(fc.nat(12)), (query, random) => {
        const cost = present(costOf(query), 'the query is costed');
        const next = () => random.next().value ?? 0;
        const data = answer(
          query,
          (length) => Math.min(length, next()),
          () => (next() % 2 ? 'Item' : 'Rare'),
        );
        expect(cost.actualOf(data)).toBeLessThanOrEqual(cost.requested);
      }),
    );
  });
});
