import { describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { composed } from './asked.ts';

/** Two ways of two fetches to books, which a third subgraph completes. */
const ask = composed({
  shop: {
    typeDefs: `
      type Query { shelf: Shelf window: Shelf empty: Shelf }
      type Shelf { best: Book all: [Book!]! }
      type Book @key(fields: "isbn") { isbn: ID! }
    `,
    resolvers: {
      Query: { shelf: () => ({}), window: () => ({}), empty: () => ({ all: [] }) },
      Shelf: {
        best: ({ all }: { all?: [] }) => (all ? null : { isbn: '1' }),
        all: ({ all }: { all?: [] }) => all ?? [{ isbn: '2' }, { isbn: '1' }],
      },
    },
  },
  texts: {
    typeDefs: `
      type Book @key(fields: "isbn") { isbn: ID! title: String broken: String author: Author }
      type Author @key(fields: "name") { name: ID! }
    `,
    resolvers: {
      Book: {
        title: ({ isbn }: { isbn: string }) => `book ${isbn}`,
        broken: ({ isbn }: { isbn: string }) => {
          throw new GraphQLError(`${isbn} is torn`);
        },
        author: () => ({ name: 'Ann' }),
      },
    },
  },
  people: {
    typeDefs: `type Author @key(fields: "name") { name: ID! age(in: String): String }`,
    resolvers: { Author: { age: (_author: unknown, given: { in: string }) => `42 ${given.in}` } },
  },
});

describe('Fetches for the same of entities at several places are sent as one', () => {
  test('and each entity is asked for once', async () => {
    const { data, errors, fetches } = await ask(
      '{ shelf { best { title } all { title } } window { all { title } } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      shelf: { best: { title: 'book 1' }, all: [{ title: 'book 2' }, { title: 'book 1' }] },
      window: { all: [{ title: 'book 2' }, { title: 'book 1' }] },
    });
    expect(fetches.map((fetch) => fetch.split(':')[0])).toEqual(['shop', 'texts']);
  });

  test('an error of an entity is told at each place where it stands, and nowhere else', async () => {
    const { data, errors } = await ask(
      '{ shelf { best { broken } } window { all { broken } } empty { all { broken } } }',
    );
    expect(data).toEqual({
      shelf: { best: { broken: null } },
      window: { all: [{ broken: null }, { broken: null }] },
      empty: { all: [] },
    });
    expect(errors?.map(({ message, path }) => [message, path?.join('.')]).sort()).toEqual([
      ['1 is torn', 'shelf.best.broken'],
      ['1 is torn', 'window.all.1.broken'],
      ['2 is torn', 'window.all.0.broken'],
    ]);
  });

  test('what is completed below differs by the place all the same', async () => {
    const { data, errors } = await ask(`{
      shelf { best { author { age(in: "years") } } }
      window { all { author { age(in: "days") } } }
    }`);
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      shelf: { best: { author: { age: '42 years' } } },
      window: { all: [{ author: { age: '42 days' } }, { author: { age: '42 days' } }] },
    });
  });

  test('but not where they select differently', async () => {
    const { fetches } = await ask('{ shelf { best { title } } window { best { other: title } } }');
    expect(fetches.map((fetch) => fetch.split(':')[0])).toEqual(['shop', 'texts', 'texts']);
  });
});

test('An entity that cannot be resolved is told of at every place that waited for it, and at none that did not', async () => {
  const dead = composed({
    shop: {
      typeDefs: `
        type Query { a: Book b: Book none: Book }
        type Book @key(fields: "isbn") { isbn: ID! }
      `,
      resolvers: { Query: { a: () => ({ isbn: '1' }), b: () => ({ isbn: '1' }), none: () => null } },
    },
    texts: {
      typeDefs: `type Book @key(fields: "isbn") { isbn: ID! title: String }`,
      resolvers: {
        Book: {
          __resolveReference() {
            throw new GraphQLError('closed');
          },
        } as never,
      },
    },
  });
  const { data, errors } = await dead('{ a { title } b { title } none { title } }');
  expect(data).toEqual({ a: { title: null }, b: { title: null }, none: null });
  expect(errors?.map(({ path }) => path?.join('.')).sort()).toEqual(['a.title', 'b.title']);
});
