import type { Ref } from '../by-id.ts';
import type { Suite } from '../suite.ts';

const cat = { __typename: 'Cat', id: 'c1', name: 'Tom', friends: [{ __typename: 'Fish', id: 'f1' }] };
const fish = { __typename: 'Fish', id: 'f1', name: null };

export const suite: Suite = {
  about:
    'fields whose types differ between subgraphs or between members: nullable or not, one type or its interface',
  subgraphs: {
    pets: {
      typeDefs: `
        type Query { pets: [Pet] cats: [Cat!]! living: Living first: Cat! @shareable }
        union Pet = Cat | Fish
        interface Living { id: ID }
        type Cat implements Living @key(fields: "id") {
          id: ID! name: String! @shareable friends: [Pet!]! @shareable best: Fish @shareable weight: Int @shareable
        }
        type Fish implements Living @key(fields: "id") { id: ID name: String @shareable friends: [Pet] best: Fish @shareable }
      `,
      resolvers: {
        Query: { pets: () => [cat, fish, null], cats: () => [cat], living: () => fish, first: () => cat },
        Cat: { best: () => fish, weight: () => 4 },
        Fish: { friends: () => [cat, null], __resolveReference: () => fish },
      },
    },
    vet: {
      typeDefs: `
        type Query { first: Cat @shareable patient: Living }
        interface Living { id: ID weight: Int }
        union Pet = Cat | Fish
        type Cat implements Living @key(fields: "id") {
          id: ID weight: Int! @shareable name: String @shareable best: Living @shareable friends: [Pet] @shareable
        }
        type Fish implements Living @key(fields: "id") { id: ID weight: Int best: Living @shareable }
      `,
      resolvers: {
        Query: { first: () => cat, patient: () => cat },
        Cat: { weight: () => 4, best: () => fish, name: () => 'Tom', friends: () => [fish] },
        Fish: { weight: ({ id }: Ref) => (id === 'f1' ? null : 1), best: () => fish },
      },
    },
  },
  cases: [
    {
      name: 'members of a union, one with a nullable field, one with one that is not',
      query: '{ pets { ... on Cat { id name } ... on Fish { id name } } cats { id name } }',
      data: {
        pets: [{ id: 'c1', name: 'Tom' }, { id: 'f1', name: null }, null],
        cats: [{ id: 'c1', name: 'Tom' }],
      },
    },
    {
      name: 'and further in another subgraph',
      query: '{ pets { ... on Cat { name weight } ... on Fish { name weight } } }',
      data: { pets: [{ name: 'Tom', weight: 4 }, { name: null, weight: null }, null] },
    },
    {
      name: 'an object in one subgraph and its interface in another',
      query: '{ cats { best { id } } first { best { id __typename ... on Fish { name weight } } } }',
      data: {
        cats: [{ best: { id: 'f1' } }],
        first: { best: { id: 'f1', __typename: 'Fish', name: null, weight: null } },
      },
    },
    {
      name: 'an interface whose fields differ between subgraphs',
      query: '{ living { weight id } patient { id weight ... on Cat { name } } }',
      data: { living: { weight: null, id: 'f1' }, patient: { id: 'c1', weight: 4, name: 'Tom' } },
    },
  ],
};
