import { byId, type Ref } from '../by-id.ts';
import type { Suite } from '../suite.ts';

const tools = byId([
  { id: 't1', name: 'Saw', kind: { id: 'k1', name: 'cutting' } },
  { id: 't2', name: 'Axe', kind: { id: 'k1', name: 'cutting' } },
]);

export const suite: Suite = {
  about: 'external fields that are keys, nested external types, and external fields nobody provides',
  subgraphs: {
    tools: {
      typeDefs: `
        type Query { tools: [Tool!]! }
        type Tool @key(fields: "id") { id: ID! name: String! kind: Kind! }
        type Kind @key(fields: "id") { id: ID! name: String! }
      `,
      resolvers: {
        Query: { tools: () => [tools({ id: 't1' }), tools({ id: 't2' })] },
        Tool: { __resolveReference: tools },
        Kind: { __resolveReference: ({ id }: Ref) => ({ id, name: 'cutting' }) },
      },
    },
    rental: {
      typeDefs: `
        type Query { cheapest: Tool dearest: Tool }
        type Tool @key(fields: "id") @extends {
          id: ID! @external
          name: String! @external
          kind: Kind! @external
          rent: Int!
          tag: String @requires(fields: "name kind { name }")
        }
        type Kind @key(fields: "id") @extends { id: ID! @external name: String! @external }
      `,
      resolvers: {
        Query: { cheapest: () => ({ id: 't2' }), dearest: () => ({ id: 't1' }) },
        Tool: {
          rent: ({ id }: Ref) => Number(id[1]) * 4,
          tag: ({ name, kind }: { name: string; kind: { name: string } }) => `${name} (${kind.name})`,
        },
      },
    },
  },
  cases: [
    {
      name: 'external fields come from their owner',
      query: '{ cheapest { id rent name kind { name } } }',
      data: { cheapest: { id: 't2', rent: 8, name: 'Axe', kind: { name: 'cutting' } } },
    },
    {
      name: 'from both ends at once',
      query: '{ tools { rent tag } cheapest { tag } dearest { name } }',
      data: {
        tools: [
          { rent: 4, tag: 'Saw (cutting)' },
          { rent: 8, tag: 'Axe (cutting)' },
        ],
        cheapest: { tag: 'Axe (cutting)' },
        dearest: { name: 'Saw' },
      },
    },
  ],
};
