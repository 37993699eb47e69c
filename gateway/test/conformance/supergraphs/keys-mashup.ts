import type { Suite } from '../suite.ts';

interface Key {
  readonly id: string;
  readonly code: { readonly area: string; readonly lot: string; readonly door: string };
}
const code = { area: 'N', lot: '7', door: 'b' };

export const suite: Suite = {
  about: 'keys that overlap, of which each subgraph resolves another',
  subgraphs: {
    registry: {
      typeDefs: `
        type House
          @key(fields: "id")
          @key(fields: "deed", resolvable: false)
          @key(fields: "code { area lot }", resolvable: false)
          @key(fields: "id code { lot door }", resolvable: false) {
          id: ID! deed: ID! code: Code! owner: String!
        }
        type Code @shareable { area: ID! lot: ID! door: ID! }
      `,
      resolvers: {
        House: {
          __resolveReference: ({ id }: Key) => ({ id, deed: `d${id}`, code, owner: `owner of ${id}` }),
        },
      },
    },
    taxes: {
      typeDefs: `
        type Query { street: Street }
        type Street @key(fields: "id") { id: ID! houses: [House!]! }
        type House
          @key(fields: "code { area lot }", resolvable: false)
          @key(fields: "id code { lot door }")
          @key(fields: "deed", resolvable: false)
          @key(fields: "id", resolvable: false) {
          id: ID! @shareable deed: ID! @shareable code: Code! @shareable
          owner: String! @external
          bill: String! @requires(fields: "owner")
          rate: Int
        }
        type Code @shareable { area: ID! lot: ID! door: ID! }
      `,
      resolvers: {
        Query: {
          street: () => ({ id: 's1', houses: ['1', '2'].map((id) => ({ id, deed: `d${id}`, code })) }),
        },
        House: {
          __resolveReference: (key: Key) => key,
          bill: ({ id, owner, code: { lot, door } }: Key & { owner: string }) =>
            `${id}${lot}${door}: ${owner}`,
          rate: () => 5,
        },
      },
    },
  },
  cases: [
    {
      name: 'away by one key and back by another',
      query: '{ street { id houses { id bill } } }',
      data: {
        street: {
          id: 's1',
          houses: [
            { id: '1', bill: '17b: owner of 1' },
            { id: '2', bill: '27b: owner of 2' },
          ],
        },
      },
      stock: 'The planner goes back by the first key that is declared, resolvable or not.',
    },
    {
      name: 'all of the keys asked for as well',
      query: '{ street { houses { deed code { area door } owner bill rate } } }',
      data: {
        street: {
          houses: ['1', '2'].map((id) => ({
            deed: `d${id}`,
            code: { area: 'N', door: 'b' },
            owner: `owner of ${id}`,
            bill: `${id}7b: owner of ${id}`,
            rate: 5,
          })),
        },
      },
      stock: 'The planner goes back by the first key that is declared, resolvable or not.',
    },
  ],
};
