import { byId, type Ref } from '../by-id.ts';
import type { Suite } from '../suite.ts';

const plants = byId([{ __typename: 'Tree', id: 'p1', name: 'Oak', height: 20 }]);

interface Given extends Ref {
  readonly height?: number;
}

export const suite: Suite = {
  about: '@skip and @include everywhere: on fields, fragments, entities, what is required',
  subgraphs: {
    plants: {
      typeDefs: `
        type Query { plant: Plant plants: [Plant!] tree: Tree }
        interface Plant { id: ID! name: String }
        type Tree implements Plant @key(fields: "id") { id: ID! name: String height: Int }
      `,
      resolvers: {
        Query: {
          plant: () => plants({ id: 'p1' }),
          plants: () => [plants({ id: 'p1' })],
          tree: () => plants({ id: 'p1' }),
        },
        Tree: { __resolveReference: plants },
      },
    },
    care: {
      typeDefs: `
        type Query { season: String }
        type Tree @key(fields: "id") {
          id: ID! water: Int height: Int @external
          ladder: Boolean @requires(fields: "height")
          tended: [Care!]
        }
        type Care { by: String when: String }
      `,
      resolvers: {
        Query: { season: () => 'spring' },
        Tree: {
          water: () => 3,
          ladder: ({ height }: Given) => height !== undefined && height > 2,
          tended: () => [{ by: 'Ada', when: 'today' }],
        },
      },
    },
  },
  whole: {
    plant: {
      ...plants({ id: 'p1' }),
      water: 3,
      ladder: true,
      tended: [{ by: 'Ada', when: 'today' }],
    },
    plants: [{ ...plants({ id: 'p1' }), water: 3 }],
    tree: { ...plants({ id: 'p1' }), water: 3, ladder: true, tended: [{ by: 'Ada', when: 'today' }] },
    season: 'spring',
  },
  cases: [
    {
      name: 'literals',
      query:
        '{ tree { id @skip(if: true) name @include(if: true) water @include(if: false) ladder @skip(if: false) } }',
      data: { tree: { name: 'Oak', ladder: true } },
    },
    {
      name: 'variables, defaults and values',
      query: `query ($yes: Boolean = true, $no: Boolean = false, $set: Boolean! = true) {
        tree { water @include(if: $yes) ladder @include(if: $no) name @skip(if: $set) id @skip(if: $no) }
      }`,
      variables: { set: false },
      data: { tree: { water: 3, name: 'Oak', id: 'p1' } },
      stock: 'What a skipped field requires is not fetched, and without it nothing of that subgraph is.',
    },
    {
      name: 'both on one field: it is there only if both let it',
      query: `query ($yes: Boolean!, $no: Boolean!) { tree {
        a: water @skip(if: $no) @include(if: $yes)
        b: water @skip(if: $no) @include(if: $no)
        c: water @skip(if: $yes) @include(if: $yes)
        d: water @skip(if: $yes) @include(if: $no)
      } }`,
      variables: { yes: true, no: false },
      data: { tree: { a: 3 } },
    },
    {
      name: 'a field under a condition and again without one',
      query: `query ($no: Boolean!) {
        tree { water @include(if: $no) name ladder @skip(if: true) } tree @skip(if: $no) { water }
      }`,
      variables: { no: false },
      data: { tree: { name: 'Oak', water: 3 } },
    },
    {
      name: 'nothing is left: an empty object',
      query:
        'query ($no: Boolean!) { tree { water @include(if: $no) ... @include(if: $no) { name } } season @skip(if: true) }',
      variables: { no: false },
      data: { tree: {} },
    },
    {
      name: 'nothing is left at the root',
      query: 'query ($no: Boolean!) { tree @include(if: $no) { water } season @include(if: $no) }',
      variables: { no: false },
      data: {},
    },
    {
      name: 'on fragments, nested, with types',
      query: `query ($yes: Boolean!, $no: Boolean!) {
        plant {
          ...name @include(if: $yes)
          ... on Tree @skip(if: $no) { water ... @include(if: $no) { ladder } ...tended @skip(if: $yes) }
          ... on Tree @include(if: $no) { height }
        }
      }
      fragment name on Plant { name }
      fragment tended on Tree { tended { by } }`,
      variables: { yes: true, no: false },
      data: { plant: { name: 'Oak', water: 3 } },
    },
    {
      name: 'what is required is there though the client skips it',
      query: 'query ($no: Boolean!) { tree { height @include(if: $no) ladder } }',
      variables: { no: false },
      data: { tree: { ladder: true } },
    },
    {
      name: 'the same, and here he does not',
      query: 'query ($no: Boolean!) { tree { height @include(if: $no) ladder } }',
      variables: { no: true },
      data: { tree: { height: 20, ladder: true } },
    },
    {
      name: 'inside of what another subgraph gives',
      query:
        'query ($yes: Boolean!) { plants { ... on Tree { tended @include(if: $yes) { by @skip(if: $yes) when } } } }',
      variables: { yes: true },
      data: { plants: [{ tended: [{ when: 'today' }] }] },
      federatedOnly: true,
    },
    {
      name: 'on __typename',
      query:
        'query ($yes: Boolean!) { __typename @skip(if: $yes) tree { __typename @include(if: $yes) t: __typename @skip(if: $yes) } }',
      variables: { yes: true },
      data: { tree: { __typename: 'Tree' } },
    },
  ],
};
