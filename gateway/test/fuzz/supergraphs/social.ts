import { LINK } from '../schema/draft.ts';
import type { Sdls } from '../world/hosting.ts';

const SHARED = `
  scalar DateTime
  enum Reach { PUBLIC FRIENDS ME }
  type Page @shareable { hasNext: Boolean! cursor: String }`;

/** What people post to each other: cycles, connections, unions that differ between subgraphs, fields that move. */
export const social: Sdls = {
  people: `${LINK} ${SHARED}
    type Query { viewer: Person people(first: Int! = 3, after: String): People! }
    type Mutation { befriend(id: ID!): Person }
    type People { page: Page! nodes: [Person!]! edges: [PersonEdge] }
    type PersonEdge { cursor: String! node: Person }
    interface Profile { handle: String! avatar(size: Int! = 64): String }
    type Person implements Profile @key(fields: "id") @key(fields: "handle") {
      id: ID! handle: String! avatar(size: Int! = 64): String name: String birthday: DateTime
      friends(first: Int): [Person!]! best: Person reach: Reach!
    }
    type Bot implements Profile @key(fields: "handle") { handle: String! avatar(size: Int! = 64): String owner: Person }`,
  posts: `${LINK} ${SHARED}
    type Query { post(id: ID!): Post wall(of: ID, reach: [Reach!]! = [PUBLIC]): [Item] }
    type Mutation { write(text: String!, reach: Reach! = PUBLIC): Post like(id: ID!): Item }
    union Item = Post | Photo | Share
    union Author = Person | Bot
    interface Liked { likes: Int! by(first: Int): [Author!] }
    type Post implements Liked @key(fields: "id") { id: ID! text: String! author: Author! at: DateTime likes: Int! by(first: Int): [Author!] replies(deep: Boolean = false): [Post!] }
    type Photo implements Liked @key(fields: "id") @key(fields: "hash") { id: ID! hash: String! likes: Int! by(first: Int): [Author!] tagged: [[Person]] }
    type Share { of: Item by: Person! }
    type Person @key(fields: "id") { id: ID! posts(reach: Reach): [Item!] pinned: Post }
    type Bot @key(fields: "handle") { handle: String! posts: [Post!]! }`,
  groups: `${LINK} ${SHARED}
    type Query { groups: [Group!] }
    type Group @key(fields: "slug") { slug: ID! title: String! members(first: Int): [Person!]! feed: [Item!] topic: Topic }
    type Topic { word: String! groups: [Group] }
    union Item = Post | Poll
    type Post @key(fields: "id") { id: ID! group: Group }
    type Poll @key(fields: "id") { id: ID! question: String! options: [String!]! winner: Int }
    type Person @key(fields: "handle") { handle: String! groups: [Group!] }`,
  moderation: `${LINK} ${SHARED}
    type Query { reports(open: Boolean): [Report!]! }
    type Report { reason: String subject: Subject reporter: Person }
    union Subject = Post | Photo | Person
    type Post @key(fields: "id") { id: ID! text: String! @external author: Author! @external flags: [String!] score: Float @requires(fields: "text author { ... on Person { id } ... on Bot { handle } }") }
    union Author = Person | Bot
    type Photo @key(fields: "hash") { hash: String! isSafe: Boolean likes: Int! @override(from: "posts", label: "percent(100)") }
    type Person @key(fields: "id") { id: ID! reach: Reach! @external name: String @external trust: Int @requires(fields: "reach name") }
    type Bot @key(fields: "handle") { handle: String! isBanned: Boolean! }`,
};
