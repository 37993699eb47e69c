import { LINK } from '../schema/draft.ts';
import type { Sdls } from '../world/hosting.ts';

/** A library of an entity interface that others know as an object, beside interfaces and unions across it. */
export const media: Sdls = {
  library: `${LINK}
    enum Genre { DRAMA JAZZ NEWS }
    type Query { media(id: ID!): Media all(genre: Genre): [Media!]! titled: [Titled] search(text: String = ""): [Found!] }
    interface Titled { title: String! }
    interface Media implements Titled @key(fields: "id") { id: ID! title: String! genre: Genre minutes(round: Boolean! = false): Int }
    type Film implements Media & Titled @key(fields: "id") { id: ID! title: String! genre: Genre minutes(round: Boolean! = false): Int director: Artist year: Int trailers: [String!]! @shareable }
    type Series implements Media & Titled @key(fields: "id") { id: ID! title: String! genre: Genre minutes(round: Boolean! = false): Int seasons: [Season!]! }
    type Song implements Media & Titled @key(fields: "id") { id: ID! title: String! genre: Genre minutes(round: Boolean! = false): Int by: [Artist!] }
    type Season { no: Int! episodes: [Episode!]! }
    type Episode implements Titled @key(fields: "id") { id: ID! title: String! of: Series }
    type Artist implements Titled @key(fields: "id") { id: ID! title: String! works: [Media!] }
    union Found = Film | Song | Artist | Episode`,
  ratings: `${LINK}
    type Query { top(first: Int! = 3): [Media!] }
    type Mutation { rate(id: ID!, stars: Int!): Media }
    type Media @interfaceObject @key(fields: "id") { id: ID! stars: Float votes(since: String): Int! reviews: [Review!] }
    type Review @key(fields: "id") { id: ID! of: Media! text: String }
    type Artist @key(fields: "id") { id: ID! fans: Int }`,
  playback: `${LINK}
    type Query { playing: Media queue: [[Media]] }
    type Media @interfaceObject @key(fields: "id") {
      id: ID! title: String! @external minutes(round: Boolean! = false): Int @external
      url(quality: Int = 720): String! chapters: [String!] @requires(fields: "title minutes(round: true)")
    }
    type Episode @key(fields: "id") { id: ID! subtitles: [String] next: Episode }`,
  taste: `${LINK}
    type Query { likes: [Liked!] forYou: Picks! }
    union Liked = Song | Artist | Playlist
    type Picks { film: Film songs(first: Int): [Song!] playlist: Playlist }
    type Playlist @key(fields: "id") { id: ID! name: String songs: [Song]! }
    type Song @key(fields: "id") { id: ID! mood: String! similar: [Song!] genre: Genre @external beat: Int @requires(fields: "genre") }
    enum Genre { DRAMA JAZZ NEWS }
    type Film @key(fields: "id") { id: ID! like: [Film] trailers: [String!]! @shareable }
    type Artist @key(fields: "id") { id: ID! influences: [Artist!] }`,
};
