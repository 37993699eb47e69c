import { describe, expect, test } from '@jest/globals';
import { composed } from './asked.ts';

const PRICES: Record<string, number> = { EUR: 10, USD: 11, GBP: 9 };
const price = (_: never, { currency }: { currency: string }) => PRICES[currency];

const ask = composed({
  products: {
    typeDefs: `
      type Query { products: [Product] box: Box }
      type Product @key(fields: "upc") {
        upc: ID! name: String weight: Int size: Size constructor: String
        price(currency: String!): Int
      }
      type Size @shareable { width(unit: String): Int depth: Int }
      type Box @key(fields: "id") { id: ID! label: String }
    `,
    resolvers: {
      Query: {
        products: () => [
          { upc: '1', name: 'One', weight: 2, constructor: 'Ann' },
          { upc: '2', name: 'Two', weight: 3, constructor: 'Bob' },
        ],
        box: () => ({ id: 'b', label: 'Box' }),
      },
      Product: { price, size: () => ({ depth: 7 }) },
      Size: { width: (_: never, { unit }: { unit?: string }) => (unit === 'in' ? 1 : 3) },
    },
  },
  inventory: {
    typeDefs: `
      type Product @key(fields: "upc") {
        upc: ID!
        weight: Int @external
        price(currency: String!): Int @external
        size: Size @external
        inDollars: String @requires(fields: "price(currency: \\"USD\\") weight")
        inEuros: String @requires(fields: "price(currency: \\"EUR\\")")
        volume: String @requires(fields: "size { width(unit: \\"in\\") depth }")
        width: String @requires(fields: "size { width }")
        stock(of: Int): Int
      }
      type Size @shareable { width(unit: String): Int depth: Int }
      type Box @key(fields: "id") { id: ID! products: Int }
    `,
    resolvers: {
      Product: {
        inDollars: ({ price, weight }: { price: number; weight: number }) => `$${price} at ${weight}`,
        inEuros: ({ price }: { price: number }) => `€${price}`,
        volume: ({ size }: { size: { width: number; depth: number } }) => `${size.width}x${size.depth}`,
        width: ({ size }: { size: { width: number } }) => `${size.width}`,
        stock: (_: never, { of }: { of?: number }) => of ?? 4,
      },
      Box: { products: ({ id }: { id: string }) => (id === 'b' ? 2 : -1) },
    },
  },
});

const first = (data: unknown) => (data as { products: object[] }).products[0];

describe('A field that is required with arguments', () => {
  test.each([
    [
      'is not the one that the client asks for',
      '{ inDollars price(currency: "GBP") }',
      { inDollars: '$11 at 2', price: 9 },
    ],
    [
      'is fetched beside others of its name',
      '{ inDollars inEuros }',
      { inDollars: '$11 at 2', inEuros: '€10' },
    ],
    [
      'is fetched beside others of its name and the client’s',
      '{ stock inEuros price(currency: "GBP") inDollars }',
      { stock: 4, inEuros: '€10', price: 9, inDollars: '$11 at 2' },
    ],
    ['may stand below another', '{ volume size { width } }', { volume: '1x7', size: { width: 3 } }],
    ['may be required without them too', '{ width volume }', { width: '3', volume: '1x7' }],
  ])('%s', async (_name, selection, expected) => {
    const { data, errors } = await ask(`{ products ${selection} }`);
    expect(errors).toBeUndefined();
    expect(first(data)).toEqual(expected);
  });

  test('variables go with the fields that use them', async () => {
    const { data, errors } = await ask('query ($of: Int) { products { inDollars inEuros stock(of: $of) } }', {
      of: 8,
    });
    expect(errors).toBeUndefined();
    expect(first(data)).toEqual({ inDollars: '$11 at 2', inEuros: '€10', stock: 8 });
  });
});

describe('An alias that is the name of another field', () => {
  test.each([
    ['a key', '{ box { id: label products } }', { box: { id: 'Box', products: 2 } }],
    [
      'a key, which is asked for under another',
      '{ box { id: label label: id products } }',
      { box: { id: 'Box', label: 'b', products: 2 } },
    ],
  ])('%s', async (_name, query, expected) => {
    expect(await ask(query)).toMatchObject({ data: expected });
  });

  test('a required field', async () => {
    const { data } = await ask('{ products { weight: name inDollars price: upc } }');
    expect(first(data)).toEqual({ weight: 'One', inDollars: '$11 at 2', price: '1' });
  });

  test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    '%s: a property of every object',
    async (name) => {
      const { data } = await ask(`{ products { ${name}: stock } }`);
      expect(JSON.stringify(first(data))).toBe(`{"${name}":4}`);
    },
  );

  test('a field named like a property of every object', async () => {
    const { data } = await ask('{ products { constructor } }');
    expect(JSON.stringify(first(data))).toBe('{"constructor":"Ann"}');
  });
});

test('A variable that is called as that of federation goes by another name', async () => {
  const query = 'query ($representations: Int) { products { upc stock(of: $representations) } }';
  const { data } = await ask(query, { representations: 8 });
  expect(first(data)).toEqual({ upc: '1', stock: 8 });
});

test('A name means a field with other arguments on each type, which some subgraph knows by their interface only', async () => {
  const ask = composed({
    library: {
      typeDefs: `
        type Query { all: [Media!]! }
        interface Media @key(fields: "id") { id: ID! }
        type Film implements Media @key(fields: "id") { id: ID! }
        type Song implements Media @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: {
          all: () => [
            { __typename: 'Film', id: '1' },
            { __typename: 'Song', id: '2' },
          ],
        },
      },
    },
    playback: {
      typeDefs: 'type Media @interfaceObject @key(fields: "id") { id: ID! url(quality: Int): String }',
      resolvers: {
        Media: {
          __resolveReference: (given: never) => given,
          url: ({ id }: { id: string }, { quality }: { quality: number }) => `${id} in ${quality}`,
        } as never,
      },
    },
  });
  const { data } = await ask(
    '{ all { ... on Film { x: url(quality: 1) } ... on Song { x: url(quality: 2) } } }',
  );
  expect(data).toEqual({ all: [{ x: '1 in 1' }, { x: '2 in 2' }] });
});
