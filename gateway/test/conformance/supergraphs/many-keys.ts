import { byId, type Ref } from '../by-id.ts';
import type { Suite } from '../suite.ts';

interface Isbn {
  readonly isbn: string;
}

const shop = [{ isbn: '1' }, { isbn: '2' }, { isbn: '3' }];

/** The catalogue, which alone knows both keys, lacks 3; the library lacks what is b2 in the catalogue. */
const catalogue = [
  { isbn: '1', id: 'b1', pages: 100 },
  { isbn: '2', id: 'b2', pages: 200 },
];
const shelves = byId([
  { id: 'b1', shelf: 'N', lender: { mail: 'x@y', country: 'NL' } },
  { id: 'b7', shelf: 'S', lender: null },
]);

export const suite: Suite = {
  about: 'many keys of an entity: the way leads over a subgraph that knows two of them',
  subgraphs: {
    shop: {
      typeDefs: `
        type Query { books: [Book] bestseller: Book }
        type Book @key(fields: "isbn") { isbn: String! price: Int! @shareable }
      `,
      resolvers: {
        Query: { books: () => shop, bestseller: () => shop[0] },
        Book: { price: ({ isbn }: Isbn) => Number(isbn) * 10 },
      },
    },
    catalogue: {
      typeDefs: `
        type Query { long: [Book!]! }
        type Book @key(fields: "isbn") @key(fields: "id") { isbn: String! id: ID! pages: Int! }
      `,
      resolvers: {
        Query: { long: () => catalogue },
        Book: {
          __resolveReference: (key: Partial<Isbn & Ref>) =>
            catalogue.find(({ isbn, id }) => isbn === key.isbn || id === key.id),
        },
      },
    },
    library: {
      typeDefs: `
        type Query { shelved: Book }
        type Book @key(fields: "id") { id: ID! shelf: String lender: Lender }
        type Lender @key(fields: "mail country") { mail: String! country: String! }
      `,
      resolvers: {
        Query: { shelved: () => ({ id: 'b1' }) },
        Book: {
          __resolveReference: shelves,
          shelf: ({ id }: Ref) => shelves({ id })?.shelf,
          lender: ({ id }: Ref) => shelves({ id })?.lender,
        },
      },
    },
    lenders: {
      typeDefs: `type Lender @key(fields: "country mail") { mail: String! country: String! name: String! }`,
      resolvers: {
        Lender: { name: ({ mail, country }: { mail: string; country: string }) => `${mail} of ${country}` },
      },
    },
  },
  cases: [
    {
      name: 'from the first key over the second to the fields',
      query: '{ bestseller { shelf } }',
      data: { bestseller: { shelf: 'N' } },
    },
    {
      name: 'whoever is lost on the way has nulls after it',
      query: '{ books { isbn shelf } }',
      data: {
        books: [
          { isbn: '1', shelf: 'N' },
          { isbn: '2', shelf: null },
          { isbn: '3', shelf: null },
        ],
      },
    },
    {
      name: 'a non-null field in the middle of the way',
      query: '{ books { price pages shelf } }',
      data: {
        books: [{ price: 10, pages: 100, shelf: 'N' }, { price: 20, pages: 200, shelf: null }, null],
      },
      errors: [{ path: ['books', 2, 'pages'] }],
      stock: 'No error.',
    },
    {
      name: 'the other way round',
      query: '{ shelved { price id } }',
      data: { shelved: { price: 10, id: 'b1' } },
    },
    {
      name: 'from the middle both ways',
      query: '{ long { price shelf lender { name } } }',
      data: {
        long: [
          { price: 10, shelf: 'N', lender: { name: 'x@y of NL' } },
          { price: 20, shelf: null, lender: null },
        ],
      },
    },
    {
      name: 'four subgraphs in a row',
      query: '{ bestseller { lender { name } } }',
      data: { bestseller: { lender: { name: 'x@y of NL' } } },
    },
  ],
};
