import { federation, type Resolvers, type TestFederation } from '../../../test/federation.ts';
import { PRODUCTS, REVIEWS, USERS } from './data.ts';
import { type SubgraphName, subgraphs, type Variant } from './schema.ts';

/** An entity's reference, or arguments. */
type Reference = Readonly<Record<'id' | 'upc', string> & Record<'price' | 'weight' | 'first', number>>;

const itself = (reference: Reference) => reference;

const author = { id: USERS[0]?.id, username: USERS[0]?.username };

const review = ({ id, body, upc }: (typeof REVIEWS)[number]) => ({ id, body, author, product: { upc } });

/** Everybody has written the first two reviews, and the first user all of them, as in the public benchmark. */
const resolvers: Readonly<Record<SubgraphName, Resolvers>> = {
  accounts: {
    Query: {
      me: () => USERS[0],
      users: () => USERS,
      user: (_: never, { id }: Reference) => USERS.find((user) => user.id === id),
    },
    User: { __resolveReference: ({ id }: Reference) => USERS.find((user) => user.id === id) },
  },
  inventory: {
    Product: {
      __resolveReference: itself,
      inStock: ({ upc }: Reference) => PRODUCTS.find((product) => product.upc === upc)?.inStock,
      shippingEstimate: ({ price, weight }: Reference) => (price > 1000 ? 0 : weight / 2),
    },
  },
  products: {
    Query: { topProducts: (_: never, { first }: Reference) => PRODUCTS.slice(0, first) },
    Product: { __resolveReference: ({ upc }: Reference) => PRODUCTS.find((product) => product.upc === upc) },
  },
  reviews: {
    Review: {
      __resolveReference: ({ id }: Reference) => REVIEWS.filter((one) => one.id === id).map(review)[0],
    },
    User: { __resolveReference: itself, reviews: () => REVIEWS.slice(0, 2).map(review) },
    Product: {
      __resolveReference: itself,
      reviews: ({ upc }: Reference) => REVIEWS.filter((one) => one.upc === upc).map(review),
    },
  },
};

/** The supergraph of the benchmark; its subgraphs are at `<subgraphsUrl>/<name>`. */
export function shop(subgraphsUrl: string, variant?: Variant): TestFederation {
  const definitions = Object.entries(subgraphs(variant)).map(([name, typeDefs]) => [
    name,
    { url: `${subgraphsUrl}/${name}`, typeDefs, resolvers: resolvers[name as SubgraphName] },
  ]);
  return federation(Object.fromEntries(definitions));
}
