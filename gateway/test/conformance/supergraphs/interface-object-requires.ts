import { byId, type Ref } from '../by-id.ts';
import type { Suite } from '../suite.ts';

const accounts = byId([
  { __typename: 'Person', id: 'a1', name: 'Ada', born: 1815 },
  { __typename: 'Firm', id: 'a2', name: 'Acme', tax: 'T7' },
]);

interface Given extends Ref {
  readonly name?: string;
  readonly handle?: string;
}

export const suite: Suite = {
  about: '@interfaceObject with @requires of fields of the interface, in a chain',
  subgraphs: {
    accounts: {
      typeDefs: `
        type Query { accounts: [Account!]! }
        interface Account @key(fields: "id") { id: ID! name: String! }
        type Person implements Account @key(fields: "id") { id: ID! name: String! born: Int }
        type Firm implements Account @key(fields: "id") { id: ID! name: String! tax: String }
      `,
      resolvers: {
        Query: { accounts: () => [accounts({ id: 'a1' }), accounts({ id: 'a2' })] },
        Account: { __resolveReference: accounts },
        Person: { __resolveReference: accounts },
        Firm: { __resolveReference: accounts },
      },
    },
    social: {
      typeDefs: `
        type Query { newest: Account }
        type Account @interfaceObject @key(fields: "id") {
          id: ID! name: String! @external
          handle: String @requires(fields: "name")
        }
      `,
      resolvers: {
        Query: { newest: () => ({ id: 'a2' }) },
        Account: { handle: ({ name }: Given) => `@${name?.toLowerCase()}` },
      },
    },
    badges: {
      typeDefs: `
        type Account @interfaceObject @key(fields: "id") {
          id: ID! handle: String @external
          badge: String @requires(fields: "handle")
        }
      `,
      resolvers: { Account: { badge: ({ id, handle }: Given) => `${id}:${handle}` } },
    },
  },
  cases: [
    {
      name: 'one step, from the types',
      query: '{ accounts { handle } }',
      data: { accounts: [{ handle: '@ada' }, { handle: '@acme' }] },
    },
    {
      name: 'one step, from the subgraph that does not know them',
      query: '{ newest { handle } }',
      data: { newest: { handle: '@acme' } },
    },
    {
      name: 'two steps',
      query: '{ accounts { badge name } newest { badge } }',
      data: {
        accounts: [
          { badge: 'a1:@ada', name: 'Ada' },
          { badge: 'a2:@acme', name: 'Acme' },
        ],
        newest: { badge: 'a2:@acme' },
      },
      stock: 'The planner fails.',
    },
    {
      name: 'under a condition on a type',
      query:
        '{ accounts { ... on Firm { badge tax } } newest { ... on Person { handle } ... on Firm { handle } } }',
      data: { accounts: [{}, { badge: 'a2:@acme', tax: 'T7' }], newest: { handle: '@acme' } },
      stock: 'The planner fails.',
    },
  ],
};
