import { LINK } from '../schema/draft.ts';
import type { Sdls } from '../world/hosting.ts';

/** A claim that goes through many hands: each asks by @requires for what the one before has made of it. */
export const chains: Sdls = {
  intake: `${LINK}
    type Query { claims(open: Boolean = true): [Claim!]! claim(no: Int!): Claim }
    type Mutation { file(text: String!): Claim! }
    type Claim @key(fields: "id") @key(fields: "no year") { id: ID! no: Int! year: Int! text: String @shareable items: [Item!]! holder: Holder related: [Claim] }
    type Item @key(fields: "id") { id: ID! what: String! count: Int }
    type Holder @key(fields: "id") { id: ID! name: String! }`,
  value: `${LINK}
    type Item @key(fields: "id") { id: ID! what: String! @external count: Int @external worth(at: Int! = 2020): Float @requires(fields: "what count") }
    type Claim @key(fields: "id") { id: ID! text: String @external items: [Item!]! @external words: [String!] @requires(fields: "text") sum: Float @requires(fields: "items { id what }") }`,
  risk: `${LINK}
    type Query { riskiest: Claim }
    type Holder @key(fields: "id") { id: ID! name: String! @external grade: Grade! @requires(fields: "name") past(first: Int): [Claim!] }
    type Grade @shareable { letter: String! why: [String] }
    type Claim @key(fields: "no year") {
      no: Int! year: Int! holder: Holder @external sum: Float @external
      risk(strict: Boolean! = false): Int @requires(fields: "sum holder { id grade { letter } }")
    }`,
  review: `${LINK}
    type Query { desk: Desk! }
    type Desk { by: Clerk queue: [Claim!] @provides(fields: "text") }
    type Clerk @key(fields: "id") { id: ID! claims: [Claim] }
    type Claim @key(fields: "id") {
      id: ID! text: String @external risk(strict: Boolean! = false): Int @external items: [Item!]! @external
      verdict: Verdict @requires(fields: "risk(strict: true) items { worth(at: 1999) }")
      clerk: Clerk @requires(fields: "risk")
    }
    type Item @key(fields: "id") { id: ID! worth(at: Int! = 2020): Float @external note: String @requires(fields: "worth") }
    union Verdict = Paid | Refused
    type Paid { amount: Float! }
    type Refused { reason: String }`,
  payment: `${LINK}
    type Claim @key(fields: "id") {
      id: ID! verdict: Verdict @external sum: Float @external
      paidOut: Float @requires(fields: "sum verdict { ... on Paid { amount } ... on Refused { reason } }")
    }
    union Verdict = Paid | Refused
    type Paid { amount: Float! @external }
    type Refused { reason: String @external }
    type Holder @key(fields: "id") { id: ID! grade: Grade! @external account(kind: String): Account @requires(fields: "grade { letter why }") }
    type Account @key(fields: "iban") { iban: ID! balance: Int }
    type Grade @shareable { letter: String! why: [String] }`,
};
