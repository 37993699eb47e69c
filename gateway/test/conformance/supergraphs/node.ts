import { byId, type Ref } from '../by-id.ts';
import type { Suite } from '../suite.ts';

const nodes = byId([
  { __typename: 'Account', id: 'a1', name: 'Ada' },
  { __typename: 'Chat', id: 'c1', text: 'hi' },
]);

export const suite: Suite = {
  about: 'the node interface: types of many subgraphs behind one root field',
  subgraphs: {
    node: {
      typeDefs: `
        type Query { node(id: ID!): Node nodes(ids: [ID!]!): [Node]! }
        interface Node { id: ID! }
        type Account implements Node @key(fields: "id", resolvable: false) { id: ID! }
        type Chat implements Node @key(fields: "id", resolvable: false) { id: ID! }
      `,
      resolvers: {
        Query: {
          node: (_: unknown, key: Ref) => reference(key),
          nodes: (_: unknown, { ids }: { ids: string[] }) => ids.map((id) => reference({ id })),
        },
      },
    },
    accounts: {
      typeDefs: `
        type Query { account: Account }
        interface Node { id: ID! }
        type Account implements Node @key(fields: "id") { id: ID! name: String }
      `,
      resolvers: { Query: { account: () => nodes({ id: 'a1' }) }, Account: { __resolveReference: nodes } },
    },
    chats: {
      typeDefs: `
        interface Node { id: ID! }
        type Chat implements Node @key(fields: "id") { id: ID! text: String by: Account about: Node }
        type Account @key(fields: "id") { id: ID! chats: [Chat!] }
      `,
      resolvers: {
        Chat: { __resolveReference: nodes, by: () => ({ id: 'a1' }), about: () => nodes({ id: 'c1' }) },
        Account: { chats: () => [nodes({ id: 'c1' })] },
      },
    },
  },
  cases: [
    {
      name: 'the field that all have',
      query: '{ node(id: "a1") { id __typename } none: node(id: "x") { id } }',
      data: { node: { id: 'a1', __typename: 'Account' }, none: null },
    },
    {
      name: 'fields of its type from where that is known',
      query:
        '{ nodes(ids: ["c1", "a1", "x"]) { ... on Account { name chats { text } } ... on Chat { text by { name } } } }',
      data: {
        nodes: [{ text: 'hi', by: { name: 'Ada' } }, { name: 'Ada', chats: [{ text: 'hi' }] }, null],
      },
    },
    {
      name: 'two at once, asked for different types',
      query:
        'query ($a: ID!, $c: ID!) { a: node(id: $a) { ... on Chat { text } } c: node(id: $c) { ... on Chat { text } ... on Node { id } } }',
      variables: { a: 'a1', c: 'c1' },
      data: { a: {}, c: { text: 'hi', id: 'c1' } },
    },
    {
      name: 'from another subgraph that has but one of the types',
      query:
        '{ account { chats { about { id ... on Chat { by { chats { text } } } ... on Account { name } } } } }',
      data: { account: { chats: [{ about: { id: 'c1', by: { chats: [{ text: 'hi' }] } } }] } },
    },
  ],
};

function reference({ id }: Ref) {
  const found = nodes({ id });
  return found && { __typename: found.__typename, id };
}
