import { byId, type Ref } from '../by-id.ts';
import type { Suite } from '../suite.ts';

const media = byId([
  { __typename: 'Movie', id: 'm1', title: 'Alien', minutes: 117 },
  { __typename: 'Episode', id: 'm2', title: 'Pilot', number: 1 },
  { __typename: 'Movie', id: 'm3', title: 'Brazil', minutes: 142 },
]);
const scores: Readonly<Record<string, number>> = { m1: 9, m2: 4, m3: 8 };

export const suite: Suite = {
  about: '@interfaceObject: fields of all types of an interface by a subgraph that knows none of them',
  subgraphs: {
    media: {
      typeDefs: `
        type Query { media: [Media] medium(id: ID!): Media movies: [Movie!] }
        interface Media @key(fields: "id") { id: ID! title: String }
        type Movie implements Media @key(fields: "id") { id: ID! title: String minutes: Int }
        type Episode implements Media @key(fields: "id") { id: ID! title: String number: Int }
      `,
      resolvers: {
        Query: {
          media: () => ['m1', 'm2', 'm0'].map((id) => media({ id })),
          medium: (_: unknown, key: Ref) => media(key),
          movies: () => [media({ id: 'm1' }), media({ id: 'm3' })],
        },
        Media: { __resolveReference: media },
        Movie: { __resolveReference: media },
        Episode: { __resolveReference: media },
      },
    },
    scores: {
      typeDefs: `
        type Query { best: [Media!]! worst: Media }
        type Media @interfaceObject @key(fields: "id") { id: ID! score: Int reviews: [Review!] }
        type Review { text: String by: Media }
      `,
      resolvers: {
        Query: { best: () => [{ id: 'm1' }, { id: 'm3' }], worst: () => ({ id: 'm2' }) },
        Media: {
          score: ({ id }: Ref) => scores[id],
          reviews: ({ id }: Ref) => [{ text: `about ${id}`, by: { id: id === 'm1' ? 'm2' : 'm1' } }],
        },
      },
    },
    archive: {
      typeDefs: `
        type Media @interfaceObject @key(fields: "id") { id: ID! shelf: String }
        
      `,
      resolvers: { Media: { shelf: ({ id }: Ref) => `shelf of ${id}` } },
    },
  },
  cases: [
    {
      name: 'a field that all types get',
      query: '{ media { id score } }',
      data: { media: [{ id: 'm1', score: 9 }, { id: 'm2', score: 4 }, null] },
    },
    {
      name: 'of one type',
      query: '{ movies { score shelf title } }',
      data: {
        movies: [
          { score: 9, shelf: 'shelf of m1', title: 'Alien' },
          { score: 8, shelf: 'shelf of m3', title: 'Brazil' },
        ],
      },
    },
    {
      name: 'from the subgraph that does not know the types, what it has itself',
      query: '{ best { id score } }',
      data: {
        best: [
          { id: 'm1', score: 9 },
          { id: 'm3', score: 8 },
        ],
      },
    },
    {
      name: 'and what only the types have',
      query:
        '{ best { title ... on Movie { minutes } ... on Episode { number } } worst { ... on Movie { score } } }',
      data: {
        best: [
          { title: 'Alien', minutes: 117 },
          { title: 'Brazil', minutes: 142 },
        ],
        worst: {},
      },
    },
    {
      name: '__typename, which it does not know, under several names',
      query: '{ best { __typename score type: __typename } worst { __typename } }',
      data: {
        best: [
          { __typename: 'Movie', score: 9, type: 'Movie' },
          { __typename: 'Movie', score: 8, type: 'Movie' },
        ],
        worst: { __typename: 'Episode' },
      },
    },
    {
      name: 'from one to another that does not know the types either',
      query: '{ worst { shelf ... on Episode { shelf score } } }',
      data: { worst: { shelf: 'shelf of m2', score: 4 } },
      stock: 'The last fetch says that the type is Media, by which the object is no Episode any more.',
    },
    {
      name: 'in its own objects, back and forth',
      query: '{ medium(id: "m1") { reviews { text by { title reviews { by { __typename } } } } } }',
      data: {
        medium: {
          reviews: [{ text: 'about m1', by: { title: 'Pilot', reviews: [{ by: { __typename: 'Movie' } }] } }],
        },
      },
    },
    {
      name: 'by fragments on the interface and on types',
      query: `{ media { ...all ... on Movie { ...movie } } }
        fragment all on Media { score ... on Episode { number score } }
        fragment movie on Movie { shelf title }`,
      data: {
        media: [{ score: 9, shelf: 'shelf of m1', title: 'Alien' }, { score: 4, number: 1 }, null],
      },
    },
  ],
};
