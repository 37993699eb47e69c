import { describe, expect, test } from '@jest/globals';
import { composed } from './asked.ts';

const done: string[] = [];
const did = (name: string) => () => {
  done.push(name);
  return name;
};

const fail = (given: object) => {
  throw new Error(`no key in ${JSON.stringify(given)}`);
};

const ask = composed({
  catalogue: {
    typeDefs: `
      interface Media @key(fields: "id") { id: ID! title: String }
      interface Rated { stars(of: Int): Int }
      type Film implements Media & Rated @key(fields: "id") { id: ID! title: String stars(of: Int): Int }
      type Song implements Media @key(fields: "id") { id: ID! title: String }
      union Shelf = Film | Song
      type Query { media: Media shelf: Shelf rated: Rated }
      type Mutation { first: String third: String }
    `,
    resolvers: {
      Query: {
        media: () => ({ __typename: 'Film', id: 'f' }),
        shelf: () => ({ __typename: 'Film', id: 'f' }),
      },
      Mutation: { first: did('first'), third: did('third') },
      Media: { __resolveReference: ({ id }: { id: string }) => media(id) } as never,
      Film: {
        __resolveReference: ({ id }: { id: string }) => media(id),
        title: () => 'Heat',
        stars: (_: never, { of = 5 }: { of?: number }) => of - 1,
      },
    },
  },
  popular: {
    typeDefs: `
      type Media @key(fields: "id") @interfaceObject {
        id: ID! views: Int title: String @external
        fame: String @requires(fields: "title")
      }
      type Query { top: [Media!] }
      type Mutation { second: String }
    `,
    resolvers: {
      Query: { top: () => [{ id: 'f' }, { id: 's' }] },
      Mutation: { second: did('second') },
      Media: {
        __resolveReference: (given: { id?: string }) => (given.id ? given : fail(given)),
        views: () => 7,
        fame: ({ title }: { title: string }) => `${title}!`,
      } as never,
    },
  },
});

const media = (id: string) => ({ __typename: id === 'f' ? 'Film' : 'Song', id });

describe('Fragments', () => {
  test('on an interface that another one is known by as an object only apply to what is of both', async () => {
    const { data, errors } = await ask('{ top { id ... on Rated { stars ... on Film { title views } } } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({ top: [{ id: 'f', stars: 4, title: 'Heat', views: 7 }, { id: 's' }] });
  });

  test('and so do those on a union', async () => {
    const { data, errors } = await ask(
      '{ top { ...s } } fragment s on Shelf { ... on Song { views } __typename }',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ top: [{ __typename: 'Film' }, { views: 7, __typename: 'Song' }] });
  });

  test('ask nothing of the objects that they do not apply to, nor what the field requires', async () => {
    const { data, errors } = await ask('{ top { ... on Film { fame } } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({ top: [{ fame: 'Heat!' }, {}] });
  });

  test('that hold for all objects there need no type of them', async () => {
    const { data, errors, fetches } = await ask('{ top { ...m } } fragment m on Media { views }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({ top: [{ views: 7 }, { views: 7 }] });
    expect(fetches).toHaveLength(1);
  });

  test('that cannot apply ask no subgraph for anything', async () => {
    const shelves = composed({
      films: {
        typeDefs: `
          type Query { top: Top }
          type Film { id: ID @shareable }
          type Song implements Rated & Long { stars(of: Int): Int length: Int }
          interface Rated { stars(of: Int): Int }
          interface Long { length: Int }
          union Shelf = Film | Song
          union Top = Film
        `,
        resolvers: { Query: { top: () => ({ __typename: 'Film' }) } },
      },
      lengths: {
        typeDefs: `
          type Film implements Long @key(fields: "id") { id: ID @shareable length: Int }
          interface Long { length: Int }
        `,
      },
    });
    const { data, errors } = await shelves(
      `query ($of: Int) { top { ...long ...shelf } }
      fragment film on Shelf { ... on Film { __typename } ... on Rated { stars(of: $of) } }
      fragment shelf on Shelf { ...film }
      fragment song on Song { __typename }
      fragment long on Long { ...song }`,
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ top: { __typename: 'Film' } });
  });

  test('do not change the order of mutations', async () => {
    done.length = 0;
    const { data } = await ask(
      'mutation { a: first ...f ... on Mutation { third } } fragment f on Mutation { second first }',
    );
    expect(done).toEqual(['first', 'second', 'first', 'third']);
    expect(Object.keys(data ?? {})).toEqual(['a', 'second', 'first', 'third']);
  });
});
