import { byId, type Ref } from '../by-id.ts';
import type { Suite } from '../suite.ts';

const songs = [
  { id: 's1', title: 'One', artist: { id: 'x1', name: 'Xenia', label: { id: 'l1', city: 'Oslo' } } },
  { id: 's2', title: 'Two', artist: null },
];
const song = byId(songs);
const artists = byId([{ id: 'x1', name: 'Xenia', born: 1980, label: { id: 'l1' } }]);

export const suite: Suite = {
  about: '@provides on fields, nested, in lists; what is not provided comes from its owner',
  subgraphs: {
    charts: {
      typeDefs: `
        type Query {
          top: [Song!]! @provides(fields: "title artist { name label { city } }")
          hit: Song @provides(fields: "title")
          any: Song
        }
        type Song @key(fields: "id") { id: ID! title: String @external artist: Artist @external plays: Int }
        type Artist @key(fields: "id") { id: ID! name: String! @external label: Label @external }
        type Label @key(fields: "id") { id: ID! city: String @external }
      `,
      resolvers: {
        Query: {
          top: () => songs,
          hit: () => songs[0],
          any: () => ({ id: 's1', title: 'must not be read' }),
        },
        Song: { plays: ({ id }: Ref) => Number(id[1]) * 1000 },
      },
    },
    music: {
      typeDefs: `
        type Song @key(fields: "id") { id: ID! title: String @shareable artist: Artist @shareable seconds: Int }
        type Artist @key(fields: "id") { id: ID! name: String! @shareable born: Int label: Label @shareable }
        type Label @key(fields: "id") { id: ID! city: String @shareable founded: Int }
      `,
      resolvers: {
        Song: {
          __resolveReference: song,
          artist: ({ artist }: { artist: Ref | null }) => artist && artists(artist),
          seconds: () => 180,
        },
        Artist: { __resolveReference: artists },
        Label: {
          __resolveReference: (key: Ref) => key,
          city: () => 'Oslo',
          founded: () => 1955,
        },
      },
    },
  },
  whole: {
    top: () => songs.map(completed),
    hit: () => completed(songs[0]),
    any: () => completed(songs[0]),
  },
  cases: [
    {
      name: 'what is provided',
      query: '{ top { title artist { name label { city } } } }',
      data: {
        top: [
          { title: 'One', artist: { name: 'Xenia', label: { city: 'Oslo' } } },
          { title: 'Two', artist: null },
        ],
      },
    },
    {
      name: 'what is provided and what is not, of the same objects',
      query: '{ top { seconds title artist { name born label { founded city } } plays } }',
      data: {
        top: [
          {
            seconds: 180,
            title: 'One',
            artist: { name: 'Xenia', born: 1980, label: { founded: 1955, city: 'Oslo' } },
            plays: 1000,
          },
          { seconds: 180, title: 'Two', artist: null, plays: 2000 },
        ],
      },
    },
    {
      name: 'provided on one way and not on another',
      query: '{ hit { title artist { name } } any { title } top { title } }',
      data: {
        hit: { title: 'One', artist: { name: 'Xenia' } },
        any: { title: 'One' },
        top: [{ title: 'One' }, { title: 'Two' }],
      },
    },
    {
      name: 'through fragments and under aliases',
      query: `{ best: top { ...song } } fragment song on Song { name: title by: artist { ...artist } }
        fragment artist on Artist { who: name since: born }`,
      data: {
        best: [
          { name: 'One', by: { who: 'Xenia', since: 1980 } },
          { name: 'Two', by: null },
        ],
      },
    },
  ],
};

function completed(one: (typeof songs)[number] | undefined) {
  if (!one) return one;
  const { id, artist } = one;
  const label = artist && { ...artist.label, founded: 1955 };
  return {
    ...one,
    artist: artist && { ...artist, born: 1980, label },
    seconds: 180,
    plays: Number(id[1]) * 1000,
  };
}
