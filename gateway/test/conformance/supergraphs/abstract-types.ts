import { byId, type Ref } from '../by-id.ts';
import type { Suite } from '../suite.ts';

const items = [
  { __typename: 'Book', id: 'i1', sku: 'B1', by: { __typename: 'Person', id: 'p1' }, size: { cm: 20 } },
  { __typename: 'Game', id: 'i2', sku: 'G1', by: { __typename: 'Studio', id: 's1' }, size: null },
  { __typename: 'Book', id: 'i3', sku: 'B2', by: null, size: { cm: 30 } },
];
const item = byId(items);
const reviews = [
  { id: 'r1', text: 'good', of: { __typename: 'Book', id: 'i1' } },
  { id: 'r2', text: 'bad', of: { __typename: 'Game', id: 'i2' } },
];

export const suite: Suite = {
  about: 'interfaces and unions of entities: each type its own fields, keys and subgraphs',
  subgraphs: {
    items: {
      typeDefs: `
        type Query { items: [Item!]! item(id: ID!): Item same(id: ID!): [Same] }
        interface Same { id: ID! }
        interface Item { id: ID! sku: String size: Size by: Maker }
        type Book implements Item & Same @key(fields: "id") { id: ID! sku: String size: Size by: Maker pages(in: String = "en"): Int }
        type Game implements Item & Same @key(fields: "id") { id: ID! sku: String size: Size by: Maker players(in: String = "en"): Int }
        type Size @shareable { cm: Int }
        union Maker = Person | Studio
        type Person @key(fields: "id") { id: ID! }
        type Studio @key(fields: "id") { id: ID! }
      `,
      resolvers: {
        Query: {
          items: () => items,
          item: (_: unknown, key: Ref) => item(key),
          same: (_: unknown, { id }: Ref) =>
            items.filter((one) => one.id !== id && one.__typename === item({ id })?.__typename),
        },
        Book: { __resolveReference: item, pages: (_: unknown, args: { in: string }) => args.in.length * 100 },
        Game: { __resolveReference: item, players: () => 4 },
      },
    },
    makers: {
      typeDefs: `
        type Person @key(fields: "id") { id: ID! name: String born: Int }
        type Studio @key(fields: "id") { id: ID! name: String staff: [Person!] }
      `,
      resolvers: {
        Person: { name: ({ id }: Ref) => `Person ${id}`, born: () => 1950 },
        Studio: { name: ({ id }: Ref) => `Studio ${id}`, staff: () => [{ id: 'p2' }, { id: 'p3' }] },
      },
    },
    reviews: {
      typeDefs: `
        type Query { reviews: [Review!]! }
        type Review { id: ID! text: String of: Item }
        interface Item { id: ID! reviews: [Review!]! }
        type Book implements Item @key(fields: "id") { id: ID! reviews: [Review!]! count: Int }
        type Game implements Item @key(fields: "id") { id: ID! reviews: [Review!]! }
      `,
      resolvers: {
        Query: { reviews: () => reviews },
        Book: { reviews: of, count: (key: Ref) => of(key).length },
        Game: { reviews: of },
      },
    },
  },
  cases: [
    {
      name: 'a field of the interface from another subgraph, for each type',
      query: '{ items { id reviews { text } } }',
      data: {
        items: [
          { id: 'i1', reviews: [{ text: 'good' }] },
          { id: 'i2', reviews: [{ text: 'bad' }] },
          { id: 'i3', reviews: [] },
        ],
      },
    },
    {
      name: 'the same name for different fields, and for one field with different arguments',
      query: `{ items {
        ... on Book { n: pages m: pages(in: "nl!") }
        ... on Game { n: players m: players(in: "nl") }
      } }`,
      data: {
        items: [
          { n: 200, m: 300 },
          { n: 4, m: 4 },
          { n: 200, m: 300 },
        ],
      },
    },
    {
      name: 'a union, whose members come from another subgraph',
      query: '{ items { by { __typename ... on Person { name } ... on Studio { name staff { name } } } } }',
      data: {
        items: [
          { by: { __typename: 'Person', name: 'Person p1' } },
          {
            by: {
              __typename: 'Studio',
              name: 'Studio s1',
              staff: [{ name: 'Person p2' }, { name: 'Person p3' }],
            },
          },
          { by: null },
        ],
      },
    },
    {
      name: 'from a reference back to all there is of each type',
      query:
        '{ reviews { text of { sku ... on Book { pages count } ... on Game { players reviews { id } } } } }',
      data: {
        reviews: [
          { text: 'good', of: { sku: 'B1', pages: 200, count: 1 } },
          { text: 'bad', of: { sku: 'G1', players: 4, reviews: [{ id: 'r2' }] } },
        ],
      },
    },
    {
      name: 'an interface as another interface, types within types',
      query: `{ same(id: "i1") { ... on Item { sku ... on Same { id ... on Book { pages ... on Item { sku } } ... on Game { players } } } } }`,
      data: { same: [{ sku: 'B2', id: 'i3', pages: 200 }] },
    },
    {
      name: 'a field by interface and by type: one value',
      query:
        '{ items { size { __typename } ... on Book { size { cm } id } ... on Item { size { s: cm } } } }',
      data: {
        items: [
          { size: { __typename: 'Size', cm: 20, s: 20 }, id: 'i1' },
          { size: null },
          { size: { __typename: 'Size', cm: 30, s: 30 }, id: 'i3' },
        ],
      },
    },
    {
      name: 'an object of no type that was asked for is empty',
      query: '{ items { ... on Game { sku } } }',
      data: { items: [{}, { sku: 'G1' }, {}] },
    },
    {
      name: 'the same root field under names, and for types',
      query:
        'query ($a: ID!, $b: ID!) { book: item(id: $a) { ...f } game: item(id: $b) { ...f } none: item(id: "x") { ...f } } fragment f on Item { __typename reviews { of { by { ... on Person { born } } } } }',
      variables: { a: 'i1', b: 'i2' },
      data: {
        book: { __typename: 'Book', reviews: [{ of: { by: { born: 1950 } } }] },
        game: { __typename: 'Game', reviews: [{ of: { by: {} } }] },
        none: null,
      },
    },
  ],
};

function of({ id }: Ref) {
  return reviews.filter(({ of }) => of.id === id);
}
