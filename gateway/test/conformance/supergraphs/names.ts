import type { Ref } from '../by-id.ts';
import type { Suite } from '../suite.ts';

export const suite: Suite = {
  about: 'names that mean something to JavaScript, to federation, or to a query plan',
  subgraphs: {
    a: {
      typeDefs: `
        type Query { thing: Thing things: [Thing!] toString: String constructor: Thing data: Thing errors: [String] }
        type Thing @key(fields: "id") {
          id: ID! constructor: String toString: String hasOwnProperty: Boolean valueOf: Int length: Int
          isPrototypeOf: Thing
        }
      `,
      resolvers: {
        Query: {
          thing: () => thing('1'),
          things: () => [thing('1'), thing('2')],
          toString: () => 'text',
          constructor: () => thing('3'),
          data: () => thing('4'),
          errors: () => ['none'],
        } as never,
        Thing: {
          __resolveReference: ({ id }: Ref) => thing(id),
          constructor: ({ id }: Ref) => `made ${id}`,
          toString: ({ id }: Ref) => `shown ${id}`,
          hasOwnProperty: () => true,
          valueOf: () => null,
          isPrototypeOf: () => thing('9'),
        } as never,
      },
    },
    b: {
      typeDefs: `
        type Thing @key(fields: "id") {
          id: ID!
          toString: String @external
          watch: String @requires(fields: "toString")
          proto: String
          representations(representations: [String!]): [String!]
          prototype: String propertyIsEnumerable: Boolean
        }
      `,
      resolvers: {
        Thing: {
          watch: (given: object) =>
            Object.hasOwn(given, 'toString')
              ? `saw ${(given as { toString: string }).toString}`
              : 'saw nothing',
          proto: () => 'p',
          representations: (_: unknown, args: { representations?: string[] }) => args.representations,
          prototype: () => null,
          propertyIsEnumerable: () => false,
        } as never,
      },
    },
  },
  cases: [
    {
      name: 'fields of every object, from one subgraph',
      query: '{ thing { constructor toString hasOwnProperty valueOf length } toString }',
      data: {
        thing: {
          constructor: 'made 1',
          toString: 'shown 1',
          hasOwnProperty: true,
          valueOf: null,
          length: 7,
        },
        toString: 'text',
      },
    },
    {
      name: 'from two subgraphs, in what is required, in a path',
      query: '{ constructor { watch isPrototypeOf { watch propertyIsEnumerable prototype } } }',
      data: {
        constructor: {
          watch: 'saw shown 3',
          isPrototypeOf: { watch: 'saw shown 9', propertyIsEnumerable: false, prototype: null },
        },
      },
    },
    {
      name: 'fields that an answer has itself',
      query: '{ data { id proto } errors }',
      data: { data: { id: '4', proto: 'p' }, errors: ['none'] },
    },
    {
      name: 'as aliases',
      query:
        '{ thing { constructor: proto toString: id hasOwnProperty: length } valueOf: things { valueOf: constructor } }',
      data: {
        thing: { constructor: 'p', toString: '1', hasOwnProperty: 7 },
        valueOf: [{ valueOf: 'made 1' }, { valueOf: 'made 2' }],
      },
    },
    {
      name: 'as variables',
      query: `query ($toString: Boolean!, $constructor: [String!], $valueOf: Boolean = true) {
        thing { representations(representations: $constructor) id @include(if: $toString) proto @skip(if: $valueOf) }
      }`,
      variables: { toString: true, constructor: ['r'] },
      data: { thing: { representations: ['r'], id: '1' } },
    },
    {
      name: 'a variable that is called as that of federation',
      query:
        'query ($representations: [String!]) { thing { representations(representations: $representations) } }',
      variables: { representations: ['r'] },
      data: { thing: { representations: ['r'] } },
      stock: 'It refuses: the variable is its own.',
    },
  ],
};

function thing(id: string) {
  return { __typename: 'Thing', id, length: 7 };
}
