/**
 * Four subgraphs with the schema of the public federation gateway benchmark (accounts, inventory, products, reviews):
 * each knows a part of users, products and reviews.
 */
export const ACCOUNTS = `
  type Query { me: User user(id: ID!): User users: [User] }
  type User @key(fields: "id") { id: ID! name: String username: String @shareable birthday: Int }`;

export const INVENTORY = `
  type Product @key(fields: "upc") {
    upc: String!
    weight: Int @external
    price: Int @external
    inStock: Boolean
    shippingEstimate: Int @requires(fields: "price weight")
  }`;

export const PRODUCTS = `
  type Query { topProducts(first: Int = 5): [Product] }
  type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }`;

export const REVIEWS = `
  type Review @key(fields: "id") { id: ID! body: String product: Product author: User @provides(fields: "username") }
  type User @key(fields: "id") { id: ID! username: String @external reviews: [Review] }
  type Product @key(fields: "upc") { upc: String! reviews: [Review] }`;
