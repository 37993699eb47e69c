import { execute, parse } from 'graphql';
import { present } from 'platform/kernel/assert';
import { federation } from './federation.ts';
import { type Handler, json } from './http-server.ts';

/** Two subgraphs: `books` is used in this process, `stars` over HTTP. */
export const books = federation({
  books: {
    typeDefs: `
      type Query { books: [Book!]! top: Book }
      type Book @key(fields: "id") { id: ID! title: String }
    `,
    resolvers: {
      Query: {
        books: () => [
          { id: '1', title: 'One' },
          { id: '2', title: 'Two' },
        ],
        top: () => ({ id: '1', title: 'One' }),
      },
    },
  },
  stars: {
    typeDefs: `
      type Query { best: Int }
      type Mutation { rate: Int }
      type Book @key(fields: "id") { id: ID! stars: Int must: Int! }
    `,
    resolvers: {
      Query: { best: () => 5 },
      Mutation: { rate: () => 4 },
      Book: {
        __resolveReference: (book: never) => book,
        stars: () => 5,
        must: () => 1,
      } as never,
    },
  },
});

export const localBooks = new Map([...books.subgraphs].filter(([name]) => name === 'books'));

/** `stars` as it should be. */
export const stars: Handler = async (request, response, body) => {
  const { query, variables } = JSON.parse(body);
  const schema = present(books.schemas.get('stars'), 'stars is one of the subgraphs');
  const answer = await execute({ schema, document: parse(query), variableValues: variables });
  json(answer)(request, response, body);
};
