import { byId, type Ref } from '../by-id.ts';
import type { Suite } from '../suite.ts';

const users = byId([
  { id: 'u1', mail: 'a@x', name: 'Ada', home: { city: 'Oslo' } },
  { id: 'u2', mail: 'b@x', name: 'Ben', home: null },
]);
const reviews = [
  {
    id: 'r1',
    stars: 5,
    author: { id: 'u1', mail: 'a@x', name: 'Ada' },
    of: { __typename: 'Book', isbn: '1' },
  },
  {
    id: 'r2',
    stars: 1,
    author: { id: 'u2', mail: 'b@x', name: 'Ben' },
    of: { __typename: 'Film', reel: '2' },
  },
  { id: 'r3', stars: 3, author: null, of: null },
];

export const suite: Suite = {
  about: 'subgraphs that are written for Federation 1, beside one that is not',
  subgraphs: {
    users: {
      version: 1,
      typeDefs: `
        extend type Query { me: User users: [User] }
        type User @key(fields: "id") @key(fields: "mail") { id: ID! mail: String! name: String home: Home }
        type Home { city: String }
        enum Level { LOW HIGH }
      `,
      resolvers: {
        Query: { me: () => users({ id: 'u1' }), users: () => ['u1', 'u2', 'u3'].map((id) => users({ id })) },
        User: {
          __resolveReference: ({ id, mail }: Partial<{ id: string; mail: string }>) =>
            users({ id: id ?? (mail === 'a@x' ? 'u1' : 'u2') }),
        },
      },
    },
    reviews: {
      version: 1,
      typeDefs: `
        extend type Query { reviews(least: Level): [Review!] }
        type Review @key(fields: "id") { id: ID! stars: Int author: User @provides(fields: "name") of: Thing }
        extend type User @key(fields: "mail") {
          mail: String! @external
          name: String @external
          home: Home @external
          reviews: [Review]
          greeting: String @requires(fields: "name home { city }")
        }
        type Home { city: String }
        union Thing = Book | Film
        type Book @extends @key(fields: "isbn") { isbn: String! @external }
        type Film @extends @key(fields: "reel") { reel: String! @external }
        enum Level { LOW HIGH }
      `,
      resolvers: {
        Query: {
          reviews: (_: unknown, { least }: { least?: string }) =>
            reviews.filter(({ stars }) => least !== 'HIGH' || stars > 3),
        },
        User: {
          reviews: ({ mail }: { mail: string }) => reviews.filter(({ author }) => author?.mail === mail),
          greeting: ({ name, home }: { name: string; home: { city: string } | null }) =>
            `Hello ${name} in ${home?.city}`,
        },
      },
    },
    things: {
      typeDefs: `
        type Book @key(fields: "isbn") { isbn: String! title: String }
        type Film @key(fields: "reel") { reel: String! title: String }
        type Review @key(fields: "id") { id: ID! likes: Int }
      `,
      resolvers: {
        Book: { title: ({ isbn }: { isbn: string }) => `Book ${isbn}` },
        Film: { title: ({ reel }: { reel: string }) => `Film ${reel}` },
        Review: { likes: ({ id }: Ref) => Number(id[1]) },
      },
    },
  },
  cases: [
    {
      name: 'extended types by their second key',
      query: '{ me { id reviews { id stars } } }',
      data: { me: { id: 'u1', reviews: [{ id: 'r1', stars: 5 }] } },
    },
    {
      name: '@requires of a value type that both define',
      query: '{ users { greeting } }',
      data: { users: [{ greeting: 'Hello Ada in Oslo' }, { greeting: 'Hello Ben in undefined' }, null] },
    },
    {
      name: '@provides, and what is not provided',
      query: '{ reviews { author { name home { city } } } }',
      data: {
        reviews: [
          { author: { name: 'Ada', home: { city: 'Oslo' } } },
          { author: { name: 'Ben', home: null } },
          { author: null },
        ],
      },
    },
    {
      name: '@extends, through a union',
      query: '{ reviews { likes of { __typename ... on Book { title } ... on Film { t: title } } } }',
      data: {
        reviews: [
          { likes: 1, of: { __typename: 'Book', title: 'Book 1' } },
          { likes: 2, of: { __typename: 'Film', t: 'Film 2' } },
          { likes: 3, of: null },
        ],
      },
    },
    {
      name: 'an enum that both define, as an argument',
      query: 'query ($least: Level) { reviews(least: $least) { id } }',
      variables: { least: 'HIGH' },
      data: { reviews: [{ id: 'r1' }] },
    },
  ],
};
