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
