import { byId, type Ref } from '../by-id.ts';
import type { Suite } from '../suite.ts';

const airports = byId([
  { id: 'AMS', name: 'Schiphol' },
  { id: 'OSL', name: 'Gardermoen' },
]);
const flights = [
  { id: 'f1', from: { id: 'AMS' }, to: { id: 'OSL' }, stops: [{ id: 'OSL' }, { id: 'XXX' }, { id: 'AMS' }] },
];

export const suite: Suite = {
  about: 'references by keys that are not resolvable',
  subgraphs: {
    flights: {
      typeDefs: `
        type Query { flights: [Flight!]! }
        type Flight { id: ID! from: Airport! to: Airport stops: [Airport] }
        type Airport @key(fields: "id", resolvable: false) { id: ID! }
      `,
      resolvers: { Query: { flights: () => flights } },
    },
    airports: {
      typeDefs: `
        type Query { airport(id: ID!): Airport }
        type Airport @key(fields: "id") { id: ID! name: String }
      `,
      resolvers: {
        Query: { airport: (_: unknown, key: Ref) => airports(key) },
        Airport: { __resolveReference: airports },
      },
    },
  },
  cases: [
    {
      name: 'references in two fields and in a list, one of them to nothing',
      query: '{ flights { id from { name } to { name id } stops { id name } } }',
      data: {
        flights: [
          {
            id: 'f1',
            from: { name: 'Schiphol' },
            to: { name: 'Gardermoen', id: 'OSL' },
            stops: [
              { id: 'OSL', name: 'Gardermoen' },
              { id: 'XXX', name: null },
              { id: 'AMS', name: 'Schiphol' },
            ],
          },
        ],
      },
    },
    {
      name: 'the owner needs no other',
      query: '{ airport(id: "OSL") { id name } }',
      data: { airport: { id: 'OSL', name: 'Gardermoen' } },
    },
    {
      name: 'the same reference under several names',
      query: '{ flights { from { id } start: from { name } here: from { n: name __typename } } }',
      data: {
        flights: [
          {
            from: { id: 'AMS' },
            start: { name: 'Schiphol' },
            here: { n: 'Schiphol', __typename: 'Airport' },
          },
        ],
      },
    },
  ],
};
