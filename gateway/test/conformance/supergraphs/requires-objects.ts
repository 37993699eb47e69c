import type { Ref } from '../by-id.ts';
import type { Suite } from '../suite.ts';

interface Order extends Ref {
  readonly lines: readonly ({ readonly item: Item | null; readonly count: number } | null)[] | null;
  readonly address: { readonly country: { readonly code: string } | null } | null;
}
interface Item extends Ref {
  readonly grams: number | null;
}

const orders: readonly Order[] = [
  {
    id: 'o1',
    lines: [
      { item: { id: 'i1', grams: 5 }, count: 2 },
      { item: { id: 'i2', grams: 7 }, count: 1 },
    ],
    address: { country: { code: 'NL' } },
  },
  { id: 'o2', lines: [null, { item: null, count: 3 }], address: { country: null } },
  { id: 'o3', lines: null, address: null },
  { id: 'o4', lines: [], address: { country: { code: 'NO' } } },
];

export const suite: Suite = {
  about: '@requires of objects, of lists of objects, of entities in them; with nulls at every level',
  subgraphs: {
    orders: {
      typeDefs: `
        type Query { orders: [Order!]! }
        type Order @key(fields: "id") { id: ID! lines: [Line] address: Address }
        type Line { item: Item count: Int! }
        type Item @key(fields: "id") { id: ID! }
        type Address { country: Country street: String }
        type Country { code: String! name: String }
      `,
      resolvers: {
        Query: { orders: () => orders },
        Country: { name: ({ code }: { code: string }) => `Land of ${code}` },
      },
    },
    items: {
      typeDefs: 'type Item @key(fields: "id") { id: ID! grams: Int }',
      resolvers: { Item: { grams: ({ id }: Ref) => ({ i1: 5, i2: 7 })[id] } },
    },
    freight: {
      typeDefs: `
        type Order @key(fields: "id") {
          id: ID! lines: [Line] @external address: Address @external
          seen: String! @requires(fields: "lines { count item { id grams } } address { country { code } }")
          weight: Int @requires(fields: "lines { count item { grams } }")
        }
        type Line @external { item: Item count: Int! }
        type Item @key(fields: "id", resolvable: false) { id: ID! grams: Int @external }
        type Address @external { country: Country }
        type Country @external { code: String! }
      `,
      resolvers: {
        Order: {
          seen: ({ lines, address }: Order) => JSON.stringify([lines, address]),
          weight: ({ lines }: Order) =>
            lines?.reduce((sum, line) => sum + (line?.item?.grams ?? 0) * (line?.count ?? 0), 0),
        },
      },
    },
  },
  cases: [
    {
      name: 'a sum over what another subgraph adds to a list',
      query: '{ orders { weight } }',
      data: { orders: [{ weight: 17 }, { weight: 0 }, { weight: null }, { weight: 0 }] },
    },
    {
      name: 'exactly what is required is given, nulls where they are',
      query: '{ orders { seen } }',
      data: {
        orders: [
          '[[{"count":2,"item":{"id":"i1","grams":5}},{"count":1,"item":{"id":"i2","grams":7}}],{"country":{"code":"NL"}}]',
          '[[null,{"count":3,"item":null}],{"country":null}]',
          '[null,null]',
          '[[],{"country":{"code":"NO"}}]',
        ].map((seen) => ({ seen })),
      },
    },
    {
      name: 'and nothing of what is asked for beside',
      query: '{ orders { address { country { name } street } lines { item { id } } weight } }',
      data: {
        orders: [
          {
            address: { country: { name: 'Land of NL' }, street: null },
            lines: [{ item: { id: 'i1' } }, { item: { id: 'i2' } }],
            weight: 17,
          },
          { address: { country: null, street: null }, lines: [null, { item: null }], weight: 0 },
          { address: null, lines: null, weight: null },
          { address: { country: { name: 'Land of NO' }, street: null }, lines: [], weight: 0 },
        ],
      },
    },
    {
      name: 'what is required under other names is not what is asked for',
      query: '{ orders { lines: id address { country: street } weight } }',
      data: {
        orders: [17, 0, null, 0].map((weight, index) => ({
          lines: `o${index + 1}`,
          address: index === 2 ? null : { country: null },
          weight,
        })),
      },
      stock: 'An alias that is the name of a required field is taken for it: nothing is answered.',
    },
  ],
};
