import { describe, expect, test } from '@jest/globals';
import { composed } from './asked.ts';

const ask = composed({
  plants: {
    typeDefs: `
      type Query { plant: Plant none: Plant }
      type Plant @key(fields: "id") { id: ID! name: String height: Int }
      type Mutation { water: Int }
    `,
    resolvers: { Query: { plant: () => ({ id: '1', name: 'Oak', height: 20 }) } },
  },
  care: {
    typeDefs: `
      type Plant @key(fields: "id") {
        id: ID! height: Int @external
        water: Int
        ladder: Boolean @requires(fields: "height")
      }
    `,
    resolvers: { Plant: { water: () => 3, ladder: ({ height }: { height: number }) => height > 2 } },
  },
});

describe('What @skip and @include leave out', () => {
  test('is not fetched, nor what it requires', async () => {
    const { data, fetches } = await ask('query ($no: Boolean!) { plant { name ladder @include(if: $no) } }', {
      no: false,
    });
    expect(data).toEqual({ plant: { name: 'Oak' } });
    expect(fetches).toEqual(['plants: {plant{name}}']);
  });

  test('takes nothing of the same subgraph with it', async () => {
    const query = 'query ($with: Boolean!) { plant { water ladder @include(if: $with) } }';
    expect(await ask(query, { with: false })).toMatchObject({ data: { plant: { water: 3 } } });
    expect(await ask(query, { with: true })).toMatchObject({ data: { plant: { water: 3, ladder: true } } });
  });

  test('may be all of an object, which is null or not all the same', async () => {
    const { data, fetches } = await ask(
      '{ plant { name @skip(if: true) ...f } none { id @skip(if: true) } } fragment f on Plant { water @skip(if: true) }',
    );
    expect(data).toEqual({ plant: {}, none: null });
    expect(fetches).toEqual(['plants: {plant{__typename}none{__typename}}']);
  });

  test.each(['{ plant @skip(if: true) { id } }', 'mutation { water @include(if: false) }'])(
    'may be everything: nothing is fetched for %s',
    async (query) => {
      const { data, fetches } = await ask(query);
      expect(data).toEqual({});
      expect(fetches).toEqual([]);
    },
  );
});

test('A condition that is null, where its variable has a default, is refused', async () => {
  const query = 'query ($with: Boolean = true) { plant { name @include(if: $with) } }';
  expect(await ask(query)).toMatchObject({ data: { plant: { name: 'Oak' } } });
  await expect(ask(query, { with: null })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});
