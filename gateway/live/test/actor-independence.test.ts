import { readFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { loadSupergraph, type SupergraphState } from '../../supergraph/state.ts';
import { isActorIndependent } from '../actor-independence.ts';

const LINK = `
  extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@shareable", "@policy", "@composeDirective"])
  @link(url: "https://open-supergraph.org/live/v1.0", import: [{ name: "@actorIndependent", as: "@same" }])
  @composeDirective(name: "@same")
  directive @same on OBJECT | INTERFACE | FIELD_DEFINITION`;

const SHOP = `${LINK}
  type Query { order: Order }
  type Order @key(fields: "id") { id: ID! total: Int @same mine: Boolean parcel: Parcel @same size: Size @same lines: [Line!]! @same item: Item @same goods: Goods @same secret: Secret @same guarded: Int @same @policy(policies: [["p"]]) }
  type Line @same { sku: String! note(upper: Boolean): String }
  interface Item { name: String @same }
  type Book implements Item { name: String @same isbn: String @same }
  type Toy implements Item { name: String }
  union Goods = Book | Secret
  type Parcel @key(fields: "id") @same { id: ID! weight: Int }
  type Size @shareable @same { cm: Int }
  type Secret @policy(policies: [["p"]]) { code: String @same }`;

/** Adds to a type that says of itself in the shop that it is the same for all. */
const POST = `${LINK}
  type Parcel @key(fields: "id") { id: ID! signature: String }
  type Size @shareable @same { cm: Int }
  type Query { size: Size }`;

const EVENTS = `${LINK}
  type Subscription { orderPlaced: OrderPlaced! }
  type OrderPlaced { at: String! order: Order! amount: Amount! }
  type Amount { minor: Int! }
  type Order @key(fields: "id", resolvable: false) { id: ID! }`;

const load = (sdl: string): SupergraphState =>
  loadSupergraph(sdl, () => async () => {
    throw new Error('nothing is fetched');
  });

const shop = load(
  composeServices([
    { name: 'shop', url: 'http://127.0.0.1:1', typeDefs: parse(SHOP) },
    { name: 'post', url: 'http://127.0.0.1:2', typeDefs: parse(POST) },
    { name: 'shop-live', url: 'events:shop', typeDefs: parse(EVENTS) },
  ]).supergraphSdl ?? '',
);

const ours = load(readFileSync('schema-registry/composed/supergraph.graphql', 'utf8'));

const independent = (selection: string): boolean =>
  isActorIndependent(shop, parse(`subscription { orderPlaced { ${selection} } }`));

describe('the same for all actors with the same rights', () => {
  test.each([
    ['what only the event says', 'at amount { minor }'],
    ['keys', 'order { id }'],
    ['a type name', '__typename order { __typename }'],
    ['a field that is declared', 'order { total }'],
    ['the fields of a type that is declared', 'order { lines { sku } }'],
    [
      'whatever the arguments, aliases and conditions',
      'order { lines { a: note(upper: true) @include(if: true) } }',
    ],
    [
      'through fragments',
      '... on OrderPlaced { order { ...F } } } } fragment F on Order { total lines { ...{ sku } ',
    ],
    ['a field of an object of an abstract type', 'order { item { ... on Book { isbn } } }'],
  ])('%s', (_what, selection) => expect(independent(selection)).toBe(true));

  test.each([
    ['a field that is not declared', 'order { mine }'],
    ['beside others that are', 'order { total mine }'],
    ['in a fragment', '... on OrderPlaced { order { ...F } } } } fragment F on Order { total ...{ mine '],
    ['a field of an interface, when one of its types does not declare it', 'order { item { name } }'],
    ['a field that another subgraph adds to a type that is declared', 'order { parcel { signature } }'],
    ['its other fields either, since its type cannot speak for all', 'order { parcel { weight } }'],
    ['a field with a policy', 'order { guarded }'],
    ['a type with a policy', 'order { secret { code } }'],
    ['a union with a member that has one', 'order { goods { __typename } }'],
  ])('not %s', (_what, selection) => expect(independent(selection)).toBe(false));
});

test("a posted transaction of this project's ledger is, its payment is not", () => {
  const ask = (selection: string) =>
    isActorIndependent(ours, parse(`subscription { transactionPosted { transaction { ${selection} } } }`));
  expect(ask('id description postings { account { id name } amount { amount currency } }')).toBe(true);
  expect(ask('id payment { id }')).toBe(false);
});
