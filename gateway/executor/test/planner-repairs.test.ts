import { describe, expect, test } from '@jest/globals';
import { composed } from './asked.ts';

/** Each field says what it was given, so that a plan which gives it less is seen in the data. */
const given =
  (...names: string[]) =>
  (object: Record<string, unknown>) =>
    names.map((name) => `${name}=${object[name]}`).join();

describe('A field that requires what requires something itself is given all of it', () => {
  test('when the one in the middle is of the subgraph that the object came from', async () => {
    const ask = composed({
      shop: {
        typeDefs: `
          type Query { crate: Crate }
          type Crate @key(fields: "id") {
            id: ID! width: Int
            depth: Int @external
            volume: String @requires(fields: "depth")
          }
        `,
        resolvers: {
          Query: { crate: () => ({ id: '1', width: 2 }) },
          Crate: { volume: given('depth') as never },
        },
      },
      stock: {
        typeDefs: 'type Crate @key(fields: "id") { id: ID! depth: Int height: Int }',
        resolvers: { Crate: { depth: () => 3, height: () => 4 } },
      },
      freight: {
        typeDefs: `
          type Crate @key(fields: "id") {
            id: ID! width: Int @external height: Int @external volume: String @external
            toll: String @requires(fields: "width height volume")
          }
        `,
        resolvers: { Crate: { toll: given('width', 'height', 'volume') as never } },
      },
    });
    const { data, errors, fetches } = await ask('{ crate { toll } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({ crate: { toll: 'width=2,height=4,volume=depth=3' } });
    expect(fetches.map((fetch) => fetch.split(':')[0])).toEqual(['shop', 'stock', 'shop', 'freight']);
  });

  test('when what that one requires is of the subgraph that asks, and @external where the object came from', async () => {
    const ask = composed({
      shop: {
        typeDefs: `
          type Query { crate: Crate }
          type Crate @key(fields: "id") {
            id: ID! depth: Int @external
            volume: String @requires(fields: "depth")
          }
        `,
        resolvers: { Query: { crate: () => ({ id: '1' }) }, Crate: { volume: given('depth') as never } },
      },
      freight: {
        typeDefs: `
          type Crate @key(fields: "id") {
            id: ID! depth: Int volume: String @external
            toll: String @requires(fields: "volume")
          }
        `,
        resolvers: { Crate: { depth: () => 3, toll: given('volume') as never } },
      },
    });
    const { data, errors, fetches } = await ask('{ crate { toll } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({ crate: { toll: 'volume=depth=3' } });
    expect(fetches.map((fetch) => fetch.split(':')[0])).toEqual(['shop', 'freight', 'shop', 'freight']);
  });
});

test('Fetches that wait for each other are joined where several subgraphs know an interface as an object only', async () => {
  const ask = composed({
    media: {
      typeDefs: `
        interface Media @key(fields: "id") { id: ID! title: String }
        type Film implements Media @key(fields: "id") { id: ID! title: String }
        type Song implements Media @key(fields: "id") { id: ID! title: String }
      `,
      resolvers: {
        Media: { __resolveReference: ({ id }: { id: string }) => ({ __typename: 'Film', id }) } as never,
        Film: { title: () => 'Heat' },
      },
    },
    popular: {
      typeDefs: `
        type Media @key(fields: "id") @interfaceObject { id: ID! views: Int }
        type Query { top: Media }
      `,
      resolvers: { Query: { top: () => ({ id: '1' }) } },
    },
    fame: {
      typeDefs: `
        type Media @key(fields: "id") @interfaceObject {
          id: ID! title: String @external
          fame: String @requires(fields: "title")
        }
      `,
      resolvers: { Media: { fame: given('title') as never } },
    },
  });
  const { data, errors } = await ask('{ top { ... on Film { fame } } }');
  expect(errors).toBeUndefined();
  expect(data).toEqual({ top: { fame: 'title=Heat' } });
});

test('Fragments in each other that exclude each other by the members of unions', async () => {
  const ask = composed({
    a: { typeDefs: 'type Book @shareable { pages: Int } union Paper = Book type Query { paper: Paper }' },
    b: {
      typeDefs: `
        type Book @shareable { pages: Int } type Film { minutes: Int } union Work = Book | Film
        type Query { work: Work }`,
      resolvers: { Query: { work: () => ({ __typename: 'Book', pages: 7 }) } },
    },
  });
  const query = '{ work { ... on Paper { ... on Work { ... on Film { minutes } ... on Book { pages } } } } }';
  expect(await ask(query)).toMatchObject({ data: { work: { pages: 7 } } });
});
