import { describe, expect, test } from '@jest/globals';
import { composed } from './asked.ts';

let draw = 0;
const ask = composed(
  {
    old: {
      typeDefs: `
        type Query { one: String two: String few: String lamp: Lamp }
        type Lamp @key(fields: "id") { id: ID! one: String watts: Int }
      `,
      resolvers: {
        Query: {
          one: () => 'old',
          two: () => 'old',
          few: () => 'old',
          lamp: () => ({ id: '1', one: 'old' }),
        },
      },
    },
    fresh: {
      typeDefs: `
        type Query {
          one: String @override(from: "old", label: "percent(50)")
          two: String @override(from: "old", label: "percent(50)")
          few: String @override(from: "old", label: "percent(2.5)")
        }
        type Lamp @key(fields: "id") {
          id: ID! watts: Int @override(from: "old", label: "percent(50)")
          one: String @external
          bright: String @requires(fields: "one")
        }
      `,
      resolvers: {
        Query: { one: () => 'fresh', two: () => 'fresh', few: () => 'fresh' },
        Lamp: { bright: ({ one }: { one: string }) => `${one} light` },
      },
    },
  },
  () => draw / 100,
);

describe('A progressive @override', () => {
  test.each([
    [0, { one: 'fresh', two: 'fresh', few: 'fresh' }],
    [2.4, { one: 'fresh', two: 'fresh', few: 'fresh' }],
    [2.5, { one: 'fresh', two: 'fresh', few: 'old' }],
    [49.9, { one: 'fresh', two: 'fresh', few: 'old' }],
    [50, { one: 'old', two: 'old', few: 'old' }],
    [99.9, { one: 'old', two: 'old', few: 'old' }],
  ])(
    'takes requests by their share, all fields of a label alike: the request at %d percent',
    async (at, data) => {
      draw = at;
      expect(await ask('{ one two few }')).toMatchObject({ data });
    },
  );

  test('is planned once for each way, however many requests there are', async () => {
    const fetches = new Set<string>();
    for (const at of [10, 20, 30, 60, 70]) {
      draw = at;
      fetches.add(JSON.stringify((await ask('{ one }')).fetches));
    }
    expect([...fetches]).toEqual(['["fresh: {one}"]', '["old: {one}"]']);
  });

  test('does not matter to operations that name none of its fields', async () => {
    draw = 10;
    expect(await ask('{ lamp { bright } }')).toMatchObject({ data: { lamp: { bright: 'old light' } } });
  });
});
