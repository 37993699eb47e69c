import type { Ref } from '../by-id.ts';
import { inNameOrder } from '../differences.ts';
import type { Suite } from '../suite.ts';

const works = [
  { id: 'w1', medium: { __typename: 'Print', pages: 90, cover: { __typename: 'Hard', cm: 3 } } },
  { id: 'w2', medium: { __typename: 'Film', minutes: 120, cover: null } },
  { id: 'w3', medium: { __typename: 'Song', seconds: 200 } },
  { id: 'w4', medium: null },
];

interface Given extends Ref {
  readonly medium: { readonly pages?: number; readonly minutes?: number } | null;
}

export const suite: Suite = {
  about: '@requires with fragments on unions and interfaces',
  subgraphs: {
    works: {
      typeDefs: `
        type Query { works: [Work!]! }
        type Work @key(fields: "id") { id: ID! medium: Medium }
        union Medium = Print | Film | Song
        interface Covered { cover: Cover }
        type Print implements Covered { pages: Int! cover: Cover }
        type Film implements Covered { minutes: Int! cover: Cover }
        type Song @shareable { seconds: Int! }
        interface Cover { cm: Int }
        type Hard implements Cover { cm: Int }
        type Soft implements Cover { cm: Int fold: Int }
      `,
      resolvers: { Query: { works: () => works } },
    },
    judges: {
      typeDefs: `
        type Work @key(fields: "id") {
          id: ID! medium: Medium @external
          long: String! @requires(fields: "medium { ... on Print { pages } ... on Film { minutes } }")
          covered: String! @requires(fields: "medium { __typename ... on Covered { cover { __typename cm } } }")
        }
        union Medium = Print | Film | Song
        interface Covered { cover: Cover }
        type Print implements Covered @external { pages: Int! cover: Cover }
        type Film implements Covered @external { minutes: Int! cover: Cover }
        type Song @shareable { seconds: Int! }
        interface Cover { cm: Int }
        type Hard implements Cover @external { cm: Int }
        type Soft implements Cover @external { cm: Int }
      `,
      resolvers: {
        Work: {
          long: ({ medium }: Given) => `${medium?.pages ?? medium?.minutes}`,
          covered: ({ medium }: Given) => JSON.stringify(medium, inNameOrder),
        },
      },
    },
  },
  cases: [
    {
      name: 'of each type that which is required of it',
      query: '{ works { long } }',
      data: {
        works: [{ long: '90' }, { long: '120' }, { long: 'undefined' }, { long: 'undefined' }],
      },
    },
    {
      name: 'on an interface, with an interface in it',
      query: '{ works { covered } }',
      data: {
        works: [
          { covered: '{"__typename":"Print","cover":{"__typename":"Hard","cm":3}}' },
          { covered: '{"__typename":"Film","cover":null}' },
          { covered: '{"__typename":"Song"}' },
          { covered: 'null' },
        ],
      },
    },
    {
      name: 'what the client asks for of the same object does no harm',
      query: '{ works { medium { ... on Song { seconds } ... on Print { cover { __typename } } } long } }',
      data: {
        works: [
          { medium: { cover: { __typename: 'Hard' } }, long: '90' },
          { medium: {}, long: '120' },
          { medium: { seconds: 200 }, long: 'undefined' },
          { medium: null, long: 'undefined' },
        ],
      },
    },
  ],
};
