import { LINK } from '../schema/draft.ts';
import type { Sdls } from '../world/hosting.ts';

const SHARED = `
  enum Currency { EUR USD }
  type Money @shareable { minorUnits: Int! currency: Currency! }
  type Size @shareable { width: Int! height: Int! depth: Int }
  interface Sellable { sku: ID! name: String! }`;

/** What shops have: variants with compound keys, prices that take arguments, carts of unions, one subgraph of Federation 1. */
export const shop: Sdls = {
  catalogue: `${LINK} ${SHARED}
    enum Sort { NAME NEWEST }
    input ProductFilter { text: String tags: [String!] brand: ID on: Boolean! = true sub: ProductFilter }
    type Query {
      products(filter: ProductFilter, sort: Sort = NAME, first: Int! = 5): [Product!]!
      product(sku: ID!): Product
      brands: [Brand]
    }
    type Brand @key(fields: "id") { id: ID! name: String! @shareable products(first: Int): [Product!] }
    type Product implements Sellable @key(fields: "sku") @key(fields: "brand { id } code") {
      sku: ID! name: String! @shareable code: String! brand: Brand! tags: [String!]! size: Size variants: [Variant!]!
      related: [Sellable!]
    }
    type Variant @key(fields: "product { sku } no") { product: Product! no: Int! label: String size: Size! }
    type Voucher implements Sellable @key(fields: "sku") { sku: ID! name: String! @shareable }`,
  pricing: `${LINK} ${SHARED}
    type Query { deals: [Sellable!] }
    type Product implements Sellable @key(fields: "sku") {
      sku: ID! name: String! @shareable
      price(currency: Currency! = EUR): Money!
      discount: Float
    }
    type Voucher implements Sellable @key(fields: "sku") { sku: ID! name: String! @shareable price(currency: Currency! = EUR): Money! }
    type Variant @key(fields: "product { sku } no") { product: Product! @shareable no: Int! surcharge: Money }`,
  stock: `${LINK} ${SHARED}
    type Warehouse @key(fields: "id") { id: ID! city: String holds: [Product!] }
    type Query { warehouses: [Warehouse!]! }
    type Product implements Sellable @key(fields: "sku") {
      sku: ID! name: String! @shareable
      size: Size @external
      price(currency: Currency! = EUR): Money! @external
      inStock: Int
      shipping: Money @requires(fields: "size { width height } price(currency: USD) { minorUnits }")
      warehouses: [Warehouse]
    }
    type Voucher implements Sellable @key(fields: "sku") { sku: ID! name: String! @shareable }`,
  reviews: `
    type Query { latest(first: Int = 3): [Review] }
    type Mutation { review(sku: ID!, stars: Int! = 5): Review }
    type Review @key(fields: "id") { id: ID! stars: Int! body: String product: Product author: Customer @provides(fields: "nick") }
    extend type Product @key(fields: "sku") {
      sku: ID! @external
      discount: Float @external
      reviews(first: Int): [Review!]
      verdict: String @requires(fields: "discount")
    }
    extend type Customer @key(fields: "id") { id: ID! @external nick: String @external reviews: [Review] }`,
  customers: `${LINK} ${SHARED}
    type Query { me: Customer customer(id: ID!): Customer }
    type Mutation { rename(id: ID!, nick: String): Customer signOut: Boolean }
    type Customer @key(fields: "id") { id: ID! nick: String @shareable born: Int address: Address cart: Cart! }
    type Address { street: String! zip: String! }
    type Cart @key(fields: "id") { id: ID! }`,
  checkout: `${LINK} ${SHARED}
    type Query { orders(of: ID): [Order!] }
    type Mutation { add(sku: ID!, count: Int! = 1): Cart place(cart: ID!): Order }
    union Line = ProductLine | VoucherLine
    type ProductLine { variant: Variant! count: Int! }
    type VoucherLine { voucher: Voucher count: Int! }
    type Cart @key(fields: "id") { id: ID! lines: [Line!]! total(currency: Currency! = EUR): Money }
    type Order @key(fields: "id") { id: ID! lines: [Line] by: Customer! }
    type Customer @key(fields: "id") { id: ID! born: Int @external orders(first: Int): [Order!] isAdult: Boolean @requires(fields: "born") }
    type Variant @key(fields: "product { sku } no", resolvable: false) { product: Product! @shareable no: Int! }
    type Product implements Sellable @key(fields: "sku", resolvable: false) { sku: ID! name: String! @external }
    type Voucher implements Sellable @key(fields: "sku", resolvable: false) { sku: ID! name: String! @external }`,
};
