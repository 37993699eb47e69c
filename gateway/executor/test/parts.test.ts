import { describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { composed } from './asked.ts';

/** Gives the value of a field that it was given, as proof. */
const given = (field: string) => (object: Record<string, unknown>) => `${field}=${object[field]}`;

describe('An object that lacks an input of one field gets the fields that do not require it', () => {
  test('where the input was fetched for another type of an interface object', async () => {
    const ask = composed({
      catalogue: {
        typeDefs: `
          type Query { media: [Media!]! }
          interface Media @key(fields: "id") { id: ID! title: String }
          type Film implements Media @key(fields: "id") { id: ID! title: String }
          type Song implements Media @key(fields: "id") { id: ID! title: String }
        `,
        resolvers: {
          Query: {
            media: () => [
              { __typename: 'Film', id: '1', title: 'Heat' },
              { __typename: 'Song', id: '2', title: 'Blue' },
            ],
          },
        },
      },
      reviews: {
        typeDefs: `
          type Media @key(fields: "id") @interfaceObject {
            id: ID! title: String @external
            stars: Int
            slogan: String @requires(fields: "title")
          }
        `,
        resolvers: { Media: { stars: () => 5, slogan: given('title') as never } },
      },
    });
    const { data, errors } = await ask('{ media { stars ... on Song { slogan } } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({ media: [{ stars: 5 }, { stars: 5, slogan: 'title=Blue' }] });
  });

  describe('where the subgraph of one input does not answer', () => {
    const failing = () => {
      throw new GraphQLError('closed');
    };
    const ask = composed({
      shop: {
        typeDefs: 'type Query { crate: Crate } type Crate @key(fields: "id") { id: ID! }',
        resolvers: { Query: { crate: () => ({ id: 'c1' }) } },
      },
      weights: {
        typeDefs: 'type Crate @key(fields: "id") { id: ID! weight: Int }',
        resolvers: { Crate: { __resolveReference: failing } as never },
      },
      sizes: {
        typeDefs: 'type Crate @key(fields: "id") { id: ID! size: Size } type Size { width: Int height: Int }',
        resolvers: { Crate: { size: () => ({ width: 2, height: 3 }) } },
      },
      freight: {
        typeDefs: `
          type Crate @key(fields: "id") {
            id: ID! weight: Int @external size: Size @external
            carrier: String
            toll: String @requires(fields: "weight")
            rack: String @requires(fields: "size { width }")
          }
          type Size { width: Int @external }
        `,
        resolvers: {
          Crate: {
            carrier: () => 'by rail',
            toll: given('weight') as never,
            rack: (({ size }: { size: unknown }) => JSON.stringify(size)) as never,
          },
        },
      },
    });

    test('and is told of that input alone', async () => {
      const { data, errors, fetches } = await ask('{ crate { carrier toll rack } }');
      expect(data).toEqual({ crate: { carrier: 'by rail', toll: null, rack: '{"width":2}' } });
      expect(errors?.map(({ message }) => message)).toEqual(['closed']);
      expect(fetches.filter((fetch) => fetch.startsWith('freight'))).toHaveLength(2);
    });

    test('and nothing is asked for when all of it requires that input', async () => {
      const { data, fetches } = await ask('{ crate { toll } }');
      expect(data).toEqual({ crate: { toll: null } });
      expect(fetches.filter((fetch) => fetch.startsWith('freight'))).toEqual([]);
    });
  });
});
