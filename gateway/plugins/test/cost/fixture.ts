import { type DocumentNode, parse, validate } from 'graphql';
import { loadSupergraph } from '../../../supergraph/state.ts';
import { federation } from '../../../test/federation.ts';
import { createCostModel, type OperationCost } from '../../cost/cost-model.ts';

const { supergraphSdl } = federation({
  shop: {
    typeDefs: `
      type Query {
        item(id: ID): Item
        count: Int
        plain: [Item]
        grid: [[Item]]
        names: [String]
        json: [Json]
        items(first: Int = 3): [Item] @listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)
        sliced(first: Int): [Item] @listSize(slicingArguments: ["first"])
        known: [Item] @listSize(assumedSize: 6)
        page(first: Int, last: Int): Page
          @listSize(slicingArguments: ["first", "last"], sizedFields: ["edges", "nodes"], assumedSize: 20, requireOneSlicingArgument: false)
        loose(first: Int): Page
          @listSize(slicingArguments: ["first"], sizedFields: ["nodes"], requireOneSlicingArgument: false)
        strict(first: Int, last: Int): [Item] @listSize(slicingArguments: ["first", "last"])
        nested(filter: Filter, first: Int): [Item] @listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)
        many(ids: [ID!], first: Int): [Item] @listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)
        deep(first: Int): Deep @listSize(slicingArguments: ["first"], sizedFields: ["pages"])
        heavy: Item @cost(weight: 50)
        heavies: [Item] @cost(weight: 5)
        rare: Rare
        codes: [Code]
        search(filter: Filter, also: [Filter!]): Item
        tagged(tags: [Tag!]): Item
        weighed(by: Int @cost(weight: 8)): Item
        usual(by: Int = 1 @cost(weight: 8)): Item
        approximate(approximately: Boolean @cost(weight: -3), cheaply: Boolean @cost(weight: -60)): Item @cost(weight: 5)
        any: Any
        anys: [Any] @listSize(assumedSize: 4)
        priced: Priced
        prices: [Priced] @listSize(assumedSize: 4)
      }
      type Mutation { add(input: Filter): Item remove: Boolean }
      type Subscription { added: Item }
      type Deep { pages: [Item] inner: Inner }
      type Inner { pages: [Item] }
      type Page { edges: [Edge] nodes: [Item] total: Int @cost(weight: 100) }
      type Edge { node: Item }
      interface Priced { price: Int parts(first: Int): [Item] like: Priced }
      type Item implements Priced {
        id: ID name: String tag: Tag next: Item code: Code
        price: Int
        parts(first: Int = 2): [Item] @listSize(slicingArguments: ["first"])
        like: Priced
      }
      type Rare implements Priced @cost(weight: 25) {
        id: ID
        price: Int @cost(weight: 7)
        parts(first: Int): [Item] @listSize(assumedSize: 9)
        like: Priced
      }
      scalar Tag @cost(weight: 3)
      scalar Json @cost(weight: 2)
      enum Code @cost(weight: 15) { A B }
      union Any = Item | Rare
      input Filter { name: String subs: [Filter!] near: Int @cost(weight: 4) code: Code page: Paging size: Int = 2 }
      input Paging { first: Int = 12 }
    `,
  },
});

/** What composition does not let through yet, though Apollo's router reads it: paths, and lists as slices. */
const withPaths = supergraphSdl
  .replace(
    /(nested\(filter: Filter, first: Int\).*slicingArguments: )\["first"\]/,
    '$1["filter.page.first", "first"]',
  )
  .replace(/(many\(ids: \[ID!\], first: Int\).*slicingArguments: )\["first"\]/, '$1["ids"]')
  .replace('sizedFields: ["pages"]', 'sizedFields: ["pages", "inner { pages }"]');

export const state = loadSupergraph(withPaths, () => ({}) as never);

/** Lists that nobody says a size of count 10. */
export const model = createCostModel({ maximum: 1_000, defaultListSize: 10 });

export interface Request {
  readonly document: DocumentNode;
  readonly variables: Record<string, unknown>;
  readonly context: { readonly requestId: string; readonly headers: Record<string, string> };
}

export function requestOf(query: string, variables: Record<string, unknown> = {}): Request {
  const document = parse(query);
  const [error] = validate(state.schema, document);
  if (error) throw new Error(error.message);
  return { document, variables, context: { requestId: 'test', headers: {} } };
}

export const costOf = (query: string, variables?: Record<string, unknown>): OperationCost | undefined =>
  model.costOf(state, requestOf(query, variables));
