/** `guard`: the directives of what the queries here begin with. */
const accounts = (guard: string) => `
  type Query { me: User ${guard} user(id: ID!): User users: [User] ${guard} }
  type User @key(fields: "id") { id: ID! name: String username: String @shareable birthday: Int }`;

const INVENTORY = `
  type Product @key(fields: "upc") {
    upc: String!
    weight: Int @external
    price: Int @external
    inStock: Boolean
    shippingEstimate: Int @requires(fields: "price weight")
  }`;

/** `more`: fields of products that nobody asks for. */
const products = (guard: string, more: string) => `
  type Query { topProducts(first: Int = 5): [Product] ${guard} }
  type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int ${more} }`;

const REVIEWS = `
  type Review @key(fields: "id") { id: ID! body: String product: Product author: User @provides(fields: "username") }
  type User @key(fields: "id") { id: ID! username: String @external reviews: [Review] }
  type Product @key(fields: "upc") { upc: String! reviews: [Review] }`;

/** What may be different in a benchmark of its own. */
export interface Variant {
  /** Only for actors with the scope `shop`. */
  readonly isProtected?: boolean;
  /** Makes another supergraph of it: products have a field `edition<n>`. */
  readonly edition?: number;
}

const GUARD = '@requiresScopes(scopes: [["shop"]])';

export type SubgraphName = 'accounts' | 'inventory' | 'products' | 'reviews';

/** Four subgraphs with the schema of the public federation benchmark: each knows a part of users, products, reviews. */
export function subgraphs({ isProtected, edition }: Variant = {}): Readonly<Record<SubgraphName, string>> {
  const guard = isProtected ? GUARD : '';
  const more = edition === undefined ? '' : `edition${edition}: Int`;
  return {
    accounts: accounts(guard),
    inventory: INVENTORY,
    products: products(guard, more),
    reviews: REVIEWS,
  };
}

/** For a composition that does not add it itself. */
export const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: [
  "@key", "@external", "@requires", "@provides", "@shareable"
])
`;
