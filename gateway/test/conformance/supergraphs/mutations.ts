import type { Ref } from '../by-id.ts';
import type { Suite } from '../suite.ts';

/** What was done, in order, by all subgraphs. */
let done: string[] = [];
const log = (what: string) => {
  done.push(what);
  return done.length;
};
const fail = () => {
  log('failed');
  throw new Error('no');
};
const pause = () => new Promise((resolve) => setImmediate(resolve));

export const suite: Suite = {
  about: 'mutations: one after the other, over subgraphs; what they return goes on in others',
  reset: () => {
    done = [];
  },
  subgraphs: {
    carts: {
      typeDefs: `
        type Query { log: [String!] }
        type Mutation {
          add(sku: ID!): Cart slow(sku: ID!): Cart! fail: Cart sureFail: Cart! open(input: Open!): Opened
        }
        type Cart @key(fields: "id") { id: ID! step: Int! items: [Item] log: [String!]! }
        type Item @key(fields: "sku", resolvable: false) { sku: ID! }
        type Opened { cart: Cart query: Query! }
        input Open { id: ID! note: String = "none" }
      `,
      resolvers: {
        Query: { log: () => done },
        Mutation: {
          add: (_: unknown, { sku }: { sku: string }) => cart(log(`add ${sku}`), sku),
          slow: async (_: unknown, { sku }: { sku: string }) => {
            await pause();
            await pause();
            return cart(log(`slow ${sku}`), sku);
          },
          fail,
          sureFail: fail,
          open: (_: unknown, { input }: { input: { id: string; note: string } }) => ({
            cart: { ...cart(log(`open ${input.note}`)), id: input.id },
            query: {},
          }),
        },
        Cart: { log: () => [...done] },
      },
    },
    stock: {
      typeDefs: `
        type Query { left(sku: ID!): Int }
        type Mutation { reserve(sku: ID!): Item release: Int sureRelease: Int! }
        type Item @key(fields: "sku") { sku: ID! name: String left: Int }
      `,
      resolvers: {
        Query: { left: () => 10 - done.length },
        Mutation: {
          reserve: (_: unknown, { sku }: { sku: string }) => ({ sku, step: log(`reserve ${sku}`) }),
          release: () => log('release'),
          sureRelease: fail,
        },
        Item: { name: ({ sku }: { sku: string }) => `Item ${sku}`, left: () => done.length },
      },
    },
    totals: {
      typeDefs: `
        type Mutation { pay(cart: ID!): Cart }
        type Cart @key(fields: "id") { id: ID! total: Int paid: Boolean }
      `,
      resolvers: {
        Mutation: { pay: (_: unknown, args: { cart: string }) => ({ id: args.cart, step: log('pay') }) },
        Cart: { total: ({ id }: Ref) => Number(id[1]) * 5, paid: () => done.includes('pay') },
      },
    },
  },
  cases: [
    {
      name: 'one after the other in one subgraph',
      query: 'mutation { one: slow(sku: "a") { step log } two: add(sku: "b") { step log } }',
      data: { one: { step: 1, log: ['slow a'] }, two: { step: 2, log: ['slow a', 'add b'] } },
    },
    {
      name: 'one after the other over subgraphs, to and fro',
      query: `mutation {
        first: slow(sku: "a") { step }
        second: reserve(sku: "a") { sku }
        third: add(sku: "b") { step log }
        fourth: release
      }`,
      data: {
        first: { step: 1 },
        second: { sku: 'a' },
        third: { step: 3, log: ['slow a', 'reserve a', 'add b'] },
        fourth: 4,
      },
    },
    {
      name: 'what one returns is read elsewhere before the next is done',
      query: `mutation {
        add(sku: "a") { items { name left } total }
        reserve(sku: "b") { left name }
      }`,
      data: {
        add: { items: [{ name: 'Item a', left: 1 }], total: 5 },
        reserve: { left: 2, name: 'Item b' },
      },
    },
    {
      name: 'of an entity of another subgraph',
      query: 'mutation { pay(cart: "c2") { paid total } add(sku: "z") { id paid } }',
      data: { pay: { paid: true, total: 10 }, add: { id: 'c1', paid: true } },
    },
    {
      name: 'one that fails and may be null does not keep the next from being done',
      query: 'mutation { fail { id } release add(sku: "a") { step } }',
      data: { fail: null, release: 2, add: { step: 3 } },
      errors: [{ path: ['fail'] }],
    },
    {
      name: 'one that fails and may not be null leaves no data',
      query: 'mutation { add(sku: "a") { step } sureRelease }',
      data: null,
      errors: [{ path: ['sureRelease'] }],
    },
    {
      name: 'a query in what it returns, over subgraphs',
      query: 'mutation { open(input: { id: "c3" }) { cart { id total } query { left(sku: "a") log } } }',
      data: {
        open: { cart: { id: 'c3', total: 15 }, query: { left: 9, log: ['open none'] } },
      },
    },
    {
      name: '__typename beside it, and skipped ones are not done',
      query: `mutation ($no: Boolean!) {
        __typename release @include(if: $no) add(sku: "a") @skip(if: true) { id } type: __typename reserve(sku: "a") { __typename }
      }`,
      variables: { no: false },
      data: { __typename: 'Mutation', type: 'Mutation', reserve: { __typename: 'Item' } },
    },
  ],
};

function cart(step: number, ...skus: readonly string[]) {
  return { id: 'c1', step, items: skus.map((sku) => ({ sku })) };
}
