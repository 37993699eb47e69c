import type { Suite } from '../suite.ts';

const goods = [
  { __typename: 'Oven', id: 'o1', watts: 900 },
  { __typename: 'Kettle', id: 'k1', watts: 700 },
];

export const suite: Suite = {
  about:
    'interfaces that a type implements in one subgraph and not in another; interfaces that lead to themselves',
  subgraphs: {
    kitchen: {
      typeDefs: `
        type Query { goods: [Good] things: [Thing!] kettles: [Kettle!] thing: Thing }
        union Good = Oven | Kettle
        interface Thing { id: ID! like: Thing }
        interface Powered { watts: Int! }
        type Oven @key(fields: "id") { id: ID! }
        type Kettle implements Thing & Powered @key(fields: "id") { id: ID! watts: Int! like: Thing }
      `,
      resolvers: {
        Query: {
          goods: () => goods,
          things: () => [goods[1]],
          kettles: () => [goods[1]],
          thing: () => goods[1],
        },
        Kettle: { __resolveReference: () => goods[1], like: () => goods[1] },
      },
    },
    garage: {
      typeDefs: `
        type Query { garage: Thing }
        interface Thing { id: ID! like: Thing near: [Thing] }
        interface Powered { watts: Int! }
        type Oven implements Thing & Powered @key(fields: "id") { id: ID! watts: Int! like: Thing near: [Thing] }
        type Kettle implements Thing @key(fields: "id") { id: ID! near: [Thing] like: Thing @external }
      `,
      resolvers: {
        Query: { garage: () => goods[0] },
        Oven: { watts: () => 900, like: () => goods[1], near: () => [goods[1], null] },
        Kettle: { near: () => goods },
      },
    },
  },
  cases: [
    {
      name: 'a union as an interface that one of its members has only elsewhere',
      query: '{ goods { ... on Thing { id } } }',
      data: { goods: [{ id: 'o1' }, { id: 'k1' }] },
    },
    {
      name: 'and a field that is only elsewhere',
      query: '{ goods { ... on Powered { watts } } }',
      data: { goods: [{ watts: 900 }, { watts: 700 }] },
    },
    {
      name: 'interfaces within each other',
      query:
        '{ things { ... on Thing { id ... on Thing { ... on Powered { watts } } } ... on Oven { near { id } } } }',
      data: { things: [{ id: 'k1', watts: 700 }] },
    },
    {
      name: 'named fragments on a type and its interface',
      query:
        '{ kettles { ...kettle ...thing } } fragment kettle on Kettle { id } fragment thing on Thing { id __typename near { id } }',
      data: { kettles: [{ id: 'k1', __typename: 'Kettle', near: [{ id: 'o1' }, { id: 'k1' }] }] },
    },
    {
      name: 'an interface that leads to itself over subgraphs',
      query: '{ garage { like { like { id near { like { __typename id } } } } } }',
      data: {
        garage: {
          like: {
            like: {
              id: 'k1',
              near: [
                { like: { __typename: 'Kettle', id: 'k1' } },
                { like: { __typename: 'Kettle', id: 'k1' } },
              ],
            },
          },
        },
      },
    },
    {
      name: 'a type that cannot stand there',
      query: '{ thing { ... on Oven { watts } id } garage { ... on Kettle { id } ... on Oven { watts } } }',
      data: { thing: { id: 'k1' }, garage: { watts: 900 } },
    },
  ],
};
