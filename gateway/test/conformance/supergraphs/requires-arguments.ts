import type { Ref } from '../by-id.ts';
import type { Suite } from '../suite.ts';

const RATES: Readonly<Record<string, number>> = { USD: 1, EUR: 2, NOK: 10 };

interface Thread extends Ref {
  readonly fare?: number;
  readonly notes?: readonly { readonly author: string }[];
}
const notesOf = ({ id }: Ref, { first }: { first: number }) =>
  ['n1', 'n2', 'n3', 'n4'].slice(0, first).map((note) => ({ id: `${id}${note}` }));

export const suite: Suite = {
  about: '@requires of fields with arguments, which the client asks for with other arguments',
  subgraphs: {
    trips: {
      typeDefs: `
        type Query { trips: [Trip!]! trip: Trip }
        type Trip @key(fields: "id") {
          id: ID!
          fare(currency: Currency! = USD, tax: Boolean = false): Int
          notes(first: Int!): [Note!]
        }
        type Note @key(fields: "id") { id: ID! }
        enum Currency { USD EUR NOK }
      `,
      resolvers: {
        Query: { trips: () => [{ id: 't1' }, { id: 't2' }], trip: () => ({ id: 't1' }) },
        Trip: {
          fare: ({ id }: Ref, { currency, tax }: { currency: string; tax: boolean }) =>
            Number(id[1]) * 100 * (RATES[currency] ?? 0) + (tax ? 1 : 0),
          notes: notesOf,
        },
      },
    },
    notes: {
      typeDefs: 'type Note @key(fields: "id") { id: ID! author: String }',
      resolvers: { Note: { author: ({ id }: Ref) => `author of ${id}` } },
    },
    insight: {
      typeDefs: `
        type Trip @key(fields: "id") {
          id: ID!
          fare(currency: Currency! = USD, tax: Boolean = false): Int @external
          notes(first: Int!): [Note!] @external
          dear: String @requires(fields: "fare(currency: EUR)")
          plain: String @requires(fields: "fare")
          critic: String @requires(fields: "notes(first: 3) { author }")
        }
        type Note @key(fields: "id", resolvable: false) { id: ID! author: String @external }
        enum Currency { USD EUR NOK }
      `,
      resolvers: {
        Trip: {
          dear: ({ fare }: Thread) => `fare ${fare}`,
          plain: ({ fare }: Thread) => `fare ${fare}`,
          critic: ({ notes }: Thread) => notes?.map(({ author }) => author).join(),
        },
      },
    },
  },
  cases: [
    {
      name: 'alone',
      query: '{ trips { dear } }',
      data: { trips: [{ dear: 'fare 200' }, { dear: 'fare 400' }] },
    },
    {
      name: 'the client asks with the same arguments',
      query: '{ trip { fare(currency: EUR) dear } }',
      data: { trip: { fare: 200, dear: 'fare 200' } },
    },
    {
      name: 'the client asks with others',
      query: '{ trips { fare(currency: NOK) dear } }',
      data: {
        trips: [
          { fare: 1000, dear: 'fare 200' },
          { fare: 2000, dear: 'fare 400' },
        ],
      },
      stock:
        'Both are merged into one field of the fetch, whose arguments are those that come first or neither.',
    },
    {
      name: 'the client asks with none',
      query: '{ trip { fare dear } }',
      data: { trip: { fare: 100, dear: 'fare 200' } },
      stock: 'One value stands for both.',
    },
    {
      name: 'the client asks by a variable',
      query: 'query ($in: Currency!) { trip { dear fare(currency: $in, tax: true) } }',
      variables: { in: 'NOK' },
      data: { trip: { dear: 'fare 200', fare: 1001 } },
      stock: 'One value stands for both.',
    },
    {
      name: 'the client asks under aliases, one of which is the name',
      query: '{ trip { usd: fare eur: fare(currency: EUR) fare(currency: NOK) dear } }',
      data: { trip: { usd: 100, eur: 200, fare: 1000, dear: 'fare 200' } },
      stock: 'One value stands for both.',
    },
    {
      name: 'two fields require the same field with different arguments',
      query: '{ trip { plain dear } }',
      data: { trip: { plain: 'fare 100', dear: 'fare 200' } },
      stock: 'One value stands for both.',
    },
    {
      name: 'a list of entities, of which the client asks for fewer',
      query: '{ trip { notes(first: 1) { id } critic } }',
      data: { trip: { notes: [{ id: 't1n1' }], critic: 'author of t1n1,author of t1n2,author of t1n3' } },
      stock: 'One list stands for both.',
    },
    {
      name: 'a list of entities, of which the client asks for more, of the same fields',
      query: '{ trip { critic notes(first: 4) { author } } }',
      data: {
        trip: {
          critic: 'author of t1n1,author of t1n2,author of t1n3',
          notes: [1, 2, 3, 4].map((n) => ({ author: `author of t1n${n}` })),
        },
      },
      stock: 'One list stands for both.',
    },
    {
      name: 'in fragments',
      query: `query ($first: Int = 2) { trip { ...critic ...few ...again } }
        fragment critic on Trip { critic }
        fragment few on Trip { notes(first: $first) { id } }
        fragment again on Trip { notes(first: $first) { author } }`,
      data: {
        trip: {
          critic: 'author of t1n1,author of t1n2,author of t1n3',
          notes: [
            { id: 't1n1', author: 'author of t1n1' },
            { id: 't1n2', author: 'author of t1n2' },
          ],
        },
      },
      stock: 'One list stands for both.',
    },
    {
      name: 'two fields require one with different arguments, in a fragment that is spread twice',
      query: '{ trip { ...both } trips { ...both } } fragment both on Trip { plain dear }',
      data: {
        trip: { plain: 'fare 100', dear: 'fare 200' },
        trips: [
          { plain: 'fare 100', dear: 'fare 200' },
          { plain: 'fare 200', dear: 'fare 400' },
        ],
      },
      stock: 'One value stands for both.',
    },
  ],
};
