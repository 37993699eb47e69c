import type { Ref } from '../by-id.ts';
import type { Suite } from '../suite.ts';

const product = (id: string) => ({ id });
const notAsked = (): never => {
  throw new Error('this was not asked for');
};

export const suite: Suite = {
  about: 'objects at one path, of which different fields are asked for under different types',
  subgraphs: {
    reviews: {
      typeDefs: `
        type Query { review: Review reviews: [Review!] rated: [Rated] }
        union Review = Open | Signed
        interface Rated { stars: Int about: [Product] }
        type Open implements Rated { stars: Int about: [Product] product: Product by: Guest }
        type Signed implements Rated { stars: Int about: [Product] product: Product by: User }
        type Product @key(fields: "id") { id: ID! }
        type User @key(fields: "id") { id: ID! }
        type Guest { name: String }
      `,
      resolvers: {
        Query: {
          review: () => ({ __typename: 'Open', product: product('p1') }),
          reviews: () => [
            { __typename: 'Open', product: product('p1'), by: { name: 'Gus' } },
            { __typename: 'Signed', product: product('p2'), by: { id: 'u1' } },
          ],
          rated: () => [
            { __typename: 'Signed', stars: 3, about: [product('p2'), null] },
            null,
            { __typename: 'Open', stars: 1, about: [product('p1')] },
          ],
        },
      },
    },
    names: {
      typeDefs: `
        type Product @key(fields: "id") { id: ID! name: String! }
        type User @key(fields: "id") { id: ID! name: String }
      `,
      resolvers: {
        Product: { name: ({ id }: Ref) => `Product ${id}` },
        User: { name: ({ id }: Ref) => `User ${id}` },
      },
    },
    prices: {
      typeDefs: 'type Product @key(fields: "id") { id: ID! price: Int! stock: Int }',
      resolvers: {
        Product: { price: ({ id }: Ref) => (id === 'p2' ? 20 : notAsked()), stock: () => 2 },
      },
    },
  },
  cases: [
    {
      name: 'what is asked for of another type is not fetched for this one',
      query: '{ review { ... on Open { product { name } } ... on Signed { product { price } } } }',
      data: { review: { product: { name: 'Product p1' } } },
      stock: 'It fetches for all objects at the path what is asked for of some, and shows the error of that.',
    },
    {
      name: 'in a list, each gets its own',
      query:
        '{ reviews { ... on Open { product { name } by { name } } ... on Signed { product { price } by { name } } } }',
      data: {
        reviews: [
          { product: { name: 'Product p1' }, by: { name: 'Gus' } },
          { product: { price: 20 }, by: { name: 'User u1' } },
        ],
      },
      stock: 'It fetches for all objects at the path, and shows the error of that.',
    },
    {
      name: 'lists below an interface, some fields for all, some for one type',
      query: '{ rated { about { name } ... on Signed { about { price stock } } } }',
      data: {
        rated: [
          { about: [{ name: 'Product p2', price: 20, stock: 2 }, null] },
          null,
          { about: [{ name: 'Product p1' }] },
        ],
      },
      stock: 'It fetches for all objects at the path, and shows the error of that.',
    },
    {
      name: 'for none of the objects there: nothing is fetched',
      query: '{ review { ... on Signed { product { price name } } } }',
      data: { review: {} },
    },
    {
      name: 'an error under one type has its path',
      query: '{ reviews { ... on Open { product { stock price } } ... on Signed { product { id } } } }',
      data: { reviews: [{ product: null }, { product: { id: 'p2' } }] },
      errors: [{ path: ['reviews', 0, 'product', 'price'] }],
    },
  ],
};
