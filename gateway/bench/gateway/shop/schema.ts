const ACCOUNTS = `
  type Query { me: User user(id: ID!): User users: [User] }
  type User @key(fields: "id") { id: ID! name: String username: String @shareable birthday: Int }`;

const INVENTORY = `
  type Product @key(fields: "upc") {
    upc: String!
    weight: Int @external
    price: Int @external
    inStock: Boolean
    shippingEstimate: Int @requires(fields: "price weight")
  }`;

const PRODUCTS = `
  type Query { topProducts(first: Int = 5): [Product] }
  type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }`;

const REVIEWS = `
  type Review @key(fields: "id") { id: ID! body: String product: Product author: User @provides(fields: "username") }
  type User @key(fields: "id") { id: ID! username: String @external reviews: [Review] }
  type Product @key(fields: "upc") { upc: String! reviews: [Review] }`;

/** Four subgraphs with the schema of the public federation benchmark: each knows a part of users, products, reviews. */
export const SUBGRAPHS = {
  accounts: ACCOUNTS,
  inventory: INVENTORY,
  products: PRODUCTS,
  reviews: REVIEWS,
} as const;
export type SubgraphName = keyof typeof SUBGRAPHS;

/** For a composition that does not add it itself. */
export const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: [
  "@key", "@external", "@requires", "@provides", "@shareable"
])
`;
