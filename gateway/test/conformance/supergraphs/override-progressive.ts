import type { Suite } from '../suite.ts';

export const suite: Suite = {
  about: '@override with a label: percent(n), and labels that nobody sets',
  subgraphs: {
    old: {
      typeDefs: `
        type Query { lamp: Lamp never: String always: String custom: String }
        type Lamp @key(fields: "id") { id: ID! never: String always: String custom: String watts: Int }
      `,
      resolvers: {
        Query: { lamp: () => ({ id: 'l1' }), never: () => 'old', always: () => 'old', custom: () => 'old' },
        Lamp: { never: () => 'old', always: () => 'old', custom: () => 'old', watts: () => 60 },
      },
    },
    fresh: {
      typeDefs: `
        type Query {
          never: String @override(from: "old", label: "percent(0)")
          always: String @override(from: "old", label: "percent(100)")
          custom: String @override(from: "old", label: "beta-users")
        }
        type Lamp @key(fields: "id") {
          id: ID! watts: Int @external
          never: String @override(from: "old", label: "percent(0)")
          always: String @override(from: "old", label: "percent(100)") @requires(fields: "watts")
          custom: String @override(from: "old", label: "beta-users")
        }
      `,
      resolvers: {
        Query: { never: () => 'fresh', always: () => 'fresh', custom: () => 'fresh' },
        Lamp: {
          never: () => 'fresh',
          always: ({ watts }: { watts: number }) => `fresh ${watts}`,
          custom: () => 'fresh',
        },
      },
    },
  },
  cases: [
    {
      name: 'root fields: none of the requests, all of them, those that somebody labels',
      query: '{ never always custom }',
      data: { never: 'old', always: 'fresh', custom: 'old' },
      stock: 'It takes every label for not set.',
    },
    {
      name: 'fields of an entity',
      query: '{ lamp { id never always custom } }',
      data: { lamp: { id: 'l1', never: 'old', always: 'fresh 60', custom: 'old' } },
      stock: 'It takes every label for not set.',
    },
  ],
};
