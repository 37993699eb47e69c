import { byId, type Ref } from '../by-id.ts';
import type { Suite } from '../suite.ts';

const crates = byId([
  { id: 'c1', width: 2, height: 3 },
  { id: 'c2', width: 4, height: null },
]);

interface Given extends Ref {
  readonly width?: number;
  readonly height?: number | null;
  readonly volume?: number | null;
  readonly price?: number | null;
  readonly toll?: number | null;
}
const product = (a: number | null | undefined, b: number | null | undefined) =>
  a === undefined || b === undefined ? -1 : a === null || b === null ? null : a * b;

export const suite: Suite = {
  about: '@requires of fields that have a @requires themselves, to and fro between subgraphs',
  subgraphs: {
    stock: {
      typeDefs: `
        type Query { crates: [Crate!]! crate(id: ID!): Crate }
        type Crate @key(fields: "id") {
          id: ID! width: Int! height: Int
          toll: Int @external
          label: String @requires(fields: "toll")
        }
      `,
      resolvers: {
        Query: {
          crates: () => [crates({ id: 'c1' }), crates({ id: 'c2' })],
          crate: (_: unknown, key: Ref) => crates(key),
        },
        Crate: {
          __resolveReference: (key: Given) => ({ ...crates(key), ...key }),
          label: ({ id, toll }: Given) => `${id} ${toll}`,
        },
      },
    },
    shipping: {
      typeDefs: `
        type Crate @key(fields: "id") {
          id: ID! width: Int! @external height: Int @external price: Int @external
          volume: Int @requires(fields: "width height")
          toll: Int @requires(fields: "price width")
        }
      `,
      resolvers: {
        Crate: {
          volume: ({ width, height }: Given) => product(width, height),
          toll: ({ price, width }: Given) => product(price, width),
        },
      },
    },
    pricing: {
      typeDefs: `
        type Crate @key(fields: "id") {
          id: ID! volume: Int @external
          price: Int @requires(fields: "volume")
          currency: String
        }
      `,
      resolvers: {
        Crate: { price: ({ volume }: Given) => product(volume, 10), currency: () => 'EUR' },
      },
    },
  },
  cases: [
    {
      name: 'one step',
      query: '{ crate(id: "c1") { volume } }',
      data: { crate: { volume: 6 } },
    },
    {
      name: 'a field that is required and null is given as null',
      query: '{ crates { volume } }',
      data: { crates: [{ volume: 6 }, { volume: null }] },
    },
    {
      name: 'two steps, and a field beside that requires nothing',
      query: '{ crates { currency price } }',
      data: {
        crates: [
          { currency: 'EUR', price: 60 },
          { currency: 'EUR', price: null },
        ],
      },
    },
    {
      name: 'three steps, and twice in the same subgraph',
      query: '{ crates { toll } }',
      data: { crates: [{ toll: 120 }, { toll: null }] },
      stock: 'The planner fetches what a required field requires beside it and not before it.',
    },
    {
      name: 'all the way back to where it began',
      query: '{ crate(id: "c1") { label } }',
      data: { crate: { label: 'c1 120' } },
      stock: 'The planner fetches what a required field requires beside it and not before it.',
    },
    {
      name: 'all at once, what is required under aliases',
      query: '{ crate(id: "c1") { label v: volume p: price t: toll volume: id width: height } }',
      data: { crate: { label: 'c1 120', v: 6, p: 60, t: 120, volume: 'c1', width: 3 } },
      stock: 'An alias that is the name of a required field is taken for it.',
    },
    {
      name: 'the same twice, once under a condition',
      query: 'query ($no: Boolean = false) { crate(id: "c1") { toll @include(if: $no) ... { price } } }',
      data: { crate: { price: 60 } },
    },
  ],
};
