import { byId, type Ref } from '../by-id.ts';
import type { Suite } from '../suite.ts';

const authors = [
  { id: 'a1', name: 'Ada' },
  { id: 'a2', name: 'Ben' },
  { id: 'a3', name: 'Cy' },
];
const author = byId(authors);

/** The other subgraph does not know a3. */
const writers = byId([
  { id: 'a1', rank: 1, posts: [{ id: 'p1' }, { id: 'p2' }] },
  { id: 'a2', rank: 2, posts: [] },
]);

export const suite: Suite = {
  about: 'one key of one field; entities that the other subgraph does not know',
  subgraphs: {
    authors: {
      typeDefs: `
        type Query { author(id: ID!): Author authors: [Author] sureAuthors: [Author!] twice: [Author!]! }
        type Author @key(fields: "id") { id: ID! name: String! }
      `,
      resolvers: {
        Query: {
          author: (_: unknown, key: Ref) => author(key),
          authors: () => [authors[0], null, authors[2], authors[1]],
          sureAuthors: () => authors,
          twice: () => [authors[0], authors[0]],
        },
        Author: { __resolveReference: author },
      },
    },
    posts: {
      typeDefs: `
        type Query { post(id: ID!): Post }
        type Author @key(fields: "id") { id: ID! posts: [Post] rank: Int! }
        type Post { id: ID! title: String author: Author! }
      `,
      resolvers: {
        Query: { post: (_: unknown, key: Ref) => key },
        Author: { __resolveReference: writers },
        Post: {
          title: ({ id }: Ref) => `Title of ${id}`,
          author: ({ id }: Ref) => (id === 'p9' ? { id: 'a9' } : writers({ id: 'a1' })),
        },
      },
    },
  },
  cases: [
    {
      name: 'fields of an entity from two subgraphs',
      query: '{ author(id: "a1") { id name posts { id title } rank } }',
      data: {
        author: {
          id: 'a1',
          name: 'Ada',
          posts: [
            { id: 'p1', title: 'Title of p1' },
            { id: 'p2', title: 'Title of p2' },
          ],
          rank: 1,
        },
      },
    },
    {
      name: 'the key need not be asked for',
      query: '{ author(id: "a2") { posts { id } } }',
      data: { author: { posts: [] } },
    },
    {
      name: 'of an entity that is null nothing more is fetched',
      query: '{ author(id: "a7") { name rank } }',
      data: { author: null },
    },
    {
      name: 'in a list nulls keep their places; what the other subgraph does not know is null',
      query: '{ authors { id posts { id } } }',
      data: {
        authors: [
          { id: 'a1', posts: [{ id: 'p1' }, { id: 'p2' }] },
          null,
          { id: 'a3', posts: null },
          { id: 'a2', posts: [] },
        ],
      },
    },
    {
      name: 'a non-null field that is not known is an error, and its object null',
      query: '{ authors { name rank } }',
      data: { authors: [{ name: 'Ada', rank: 1 }, null, null, { name: 'Ben', rank: 2 }] },
      errors: [{ path: ['authors', 2, 'rank'] }],
      stock: 'No error.',
    },
    {
      name: 'and so is the list, where its elements may not be null',
      query: '{ sureAuthors { rank } }',
      data: { sureAuthors: null },
      errors: [{ path: ['sureAuthors', 2, 'rank'] }],
      stock: 'No error.',
    },
    {
      name: 'the same entity twice',
      query: '{ twice { name rank posts { id } } }',
      data: {
        twice: [1, 2].map(() => ({ name: 'Ada', rank: 1, posts: [{ id: 'p1' }, { id: 'p2' }] })),
      },
    },
    {
      name: 'there and back again',
      query: '{ author(id: "a1") { posts { author { name posts { author { name } } } } } }',
      data: {
        author: {
          posts: ['p1', 'p2'].map(() => ({
            author: { name: 'Ada', posts: [{ author: { name: 'Ada' } }, { author: { name: 'Ada' } }] },
          })),
        },
      },
    },
    {
      name: 'a reference to nobody has its key',
      query: '{ post(id: "p9") { id author { id } } }',
      data: { post: { id: 'p9', author: { id: 'a9' } } },
    },
    {
      name: 'a non-null field of nobody is null up to where null may stand',
      query: '{ post(id: "p9") { id author { id name } } }',
      data: { post: null },
      errors: [{ path: ['post', 'author', 'name'] }],
      stock: 'No error.',
    },
  ],
};
