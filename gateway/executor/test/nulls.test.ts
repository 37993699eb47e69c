import { describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { composed } from './asked.ts';

const fail = () => {
  throw new GraphQLError('no');
};

const ask = composed({
  shop: {
    typeDefs: `
      type Query { crate: Crate one: Int! other: Int! }
      type Crate @key(fields: "id") { id: ID! }
    `,
    resolvers: { Query: { crate: () => ({ id: '1' }), one: () => 1, other: fail } },
  },
  stock: {
    typeDefs: 'type Crate @key(fields: "id") { id: ID! width: Int! height: Int! }',
    resolvers: { Crate: { width: () => 2, height: fail } },
  },
});

describe('An error that leaves nothing of an object', () => {
  test.each([
    ['of a root', '{ one other }', null, ['other']],
    ['of an entity', '{ crate { width height } }', { crate: null }, ['crate', 'height']],
  ])('%s is the only one: what went with it has none of its own', async (_what, query, data, path) => {
    expect(await ask(query)).toMatchObject({ data, errors: [{ message: 'no', path }] });
  });

  test('is the only one in data of several subgraphs too', async () => {
    const { data, errors } = await ask('{ crate { id width height } one }');
    expect(data).toEqual({ crate: null, one: 1 });
    expect(errors).toHaveLength(1);
  });
});

test('An error that leaves no way to know the type of an interface object is the only one', async () => {
  const ask = composed({
    shop: {
      typeDefs:
        'type Query { items: [Item] } type Item @interfaceObject @key(fields: "id") { id: ID! price: Int }',
      resolvers: { Query: { items: () => [{ id: '1' }] } },
    },
    catalogue: {
      typeDefs: `
        interface Item @key(fields: "id") { id: ID! name: String! }
        type Book implements Item @key(fields: "id") { id: ID! name: String! }
      `,
      resolvers: {
        Item: { __resolveReference: () => ({ __typename: 'Book', id: '1' }) },
        Book: { name: fail },
      },
    },
  });
  expect(await ask('{ items { name ... on Book { id } } }')).toMatchObject({
    data: { items: [null] },
    errors: [{ message: 'no', path: ['items', 0, 'name'] }],
  });
});

test('A field whose key went with an entity that failed has no error of its own', async () => {
  const ask = composed({
    desk: {
      typeDefs: 'type Query { order: Order } type Order @key(fields: "id") { id: ID! }',
      resolvers: { Query: { order: () => ({ id: 'o1' }) } },
    },
    shop: {
      typeDefs: `
        type Order @key(fields: "id") { id: ID! parcel: Parcel! @shareable note: String }
        type Parcel { number: ID! @shareable }
      `,
      resolvers: {
        Order: { parcel: () => ({}) },
        Parcel: { number: fail },
      },
    },
    freight: {
      typeDefs: `
        type Order @key(fields: "parcel { number }") { parcel: Parcel! @shareable weight: Int! }
        type Parcel { number: ID! @shareable }
      `,
      resolvers: { Order: { weight: () => 3 } },
    },
  });
  const { data, errors } = await ask('{ order { note weight } }');
  expect(data).toEqual({ order: null });
  expect(errors?.map(({ message }) => message)).toEqual(['no']);
});
