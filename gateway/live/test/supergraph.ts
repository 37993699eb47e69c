import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, type GraphQLSchema, parse } from 'graphql';
import type { GatewayContext } from '../../context.ts';
import type { LocalSubgraph } from '../../data-source/in-process.ts';
import { type BuildFetch, loadSupergraph, type SupergraphState } from '../../supergraph/state.ts';

/** A small book and its payments, as two subgraphs and an event graph. */
const LINK = `
  extend schema @link(
    url: "https://specs.apollo.dev/federation/v2.12"
    import: ["@key", "@composeDirective", "@authenticated", "@requiresScopes"]
  )`;

const LEDGER = `${LINK}
  @link(url: "https://open-supergraph.org/live/v1.0", import: ["@actorIndependent"])
  @composeDirective(name: "@actorIndependent")
  directive @actorIndependent on OBJECT | INTERFACE | FIELD_DEFINITION
  type Query { transaction(id: ID!): Transaction }
  type Transaction @key(fields: "id") @authenticated @requiresScopes(scopes: [["ledger:read"]]) {
    id: ID!
    description(upper: Boolean = false): String @actorIndependent
    kind: Kind!
    secret: String @actorIndependent @requiresScopes(scopes: [["ledger:audit"]])
  }
  enum Kind { PAYMENT OTHER }`;

const PAYMENTS = `${LINK}
  type Transaction @key(fields: "id") { id: ID! payment: Payment }
  type Payment @key(fields: "id") @authenticated @requiresScopes(scopes: [["payments:read"]]) { id: ID! status: String! }`;

export const liveSdl = (topic: string): string => `${LINK}
  @link(url: "https://open-supergraph.org/live/v1.0", import: ["@eventSource"])
  @composeDirective(name: "@eventSource")
  directive @eventSource(topic: String!, types: [String!]!, match: [String!]) on FIELD_DEFINITION
  scalar Cursor
  scalar DateTime
  type Subscription {
    transactionPosted(ledgerId: ID, accountId: ID, after: Cursor): TransactionPostedEvent!
      @authenticated @requiresScopes(scopes: [["ledger:read"]])
      @eventSource(
        topic: "${topic}"
        types: ["ledger.transaction.posted.v1"]
        match: ["ledgerId = ledgerId", "accountId in accountIds"]
      )
    anyTransaction: TransactionPostedEvent
      @eventSource(topic: "${topic}", types: ["ledger.transaction.posted.v1", "ledger.transaction.refused.v1"])
    elsewhere: TransactionPostedEvent! @eventSource(topic: "no.such.topic.v1", types: ["a.b.c.v1"])
  }
  type TransactionPostedEvent { cursor: Cursor! occurredAt: DateTime! transaction: Transaction! total: Money }
  type Money { amount: String! minor: String! currency: String! }
  type Transaction @key(fields: "id", resolvable: false) { id: ID! }`;

/** Requests that reached the subgraphs, so that tests can count them. */
export interface SubgraphCall {
  readonly subgraph: string;
  readonly query: string;
  readonly context: GatewayContext;
}

const ledger = buildSubgraphSchema([
  {
    typeDefs: parse(LEDGER),
    resolvers: {
      Transaction: {
        __resolveReference: ({ id }: { id: string }) => ({ id, kind: 'PAYMENT', secret: 'hush' }),
        description: ({ id }: { id: string }, { upper }: { upper: boolean }) =>
          upper ? `ABOUT ${id.toUpperCase()}` : `about ${id}`,
      },
    },
  },
]);

const payments = buildSubgraphSchema([
  {
    typeDefs: parse(PAYMENTS),
    resolvers: {
      Transaction: {
        __resolveReference: ({ id }: { id: string }) => ({ id }),
        payment: ({ id }: { id: string }) => {
          if (id.includes('broken')) throw new Error('a broken payment');
          return id.includes('unpaid') ? null : { id: `pay_${id}`, status: 'SETTLED' };
        },
      },
    },
  },
]);

const SCHEMAS: Readonly<Record<string, GraphQLSchema>> = { ledger, payments };

/** `edit` changes the event graph. */
export const composeSdl = (topic: string, edit: (sdl: string) => string = (sdl) => sdl): string => {
  const { supergraphSdl, errors } = composeServices([
    { name: 'ledger', url: 'http://127.0.0.1:1', typeDefs: parse(LEDGER) },
    { name: 'ledger-live', url: 'events:ledger', typeDefs: parse(edit(liveSdl(topic))) },
    { name: 'payments', url: 'http://127.0.0.1:2', typeDefs: parse(PAYMENTS) },
  ]);
  if (!supergraphSdl) throw new Error(String(errors));
  return supergraphSdl;
};

/** The same subgraphs as a gateway takes them that runs in one process with them. */
export const localSubgraphs: ReadonlyMap<string, LocalSubgraph> = new Map(
  Object.entries(SCHEMAS).map(([name, schema]) => [
    name,
    {
      execute: async ({ query, variables }) =>
        execute({ schema, document: parse(query), variableValues: variables }),
    },
  ]),
);

/** Loads the supergraph over `topic`; every fetch is noted in `calls`. */
export function loadTestSupergraph(topic: string, calls: SubgraphCall[]): SupergraphState {
  const inProcess: BuildFetch =
    ({ name }) =>
    async ({ query, variables }, context) => {
      const schema = SCHEMAS[name];
      if (!schema) throw new Error(`${name} has no server`);
      calls.push({ subgraph: name, query, context });
      const { data, errors } = await execute({ schema, document: parse(query), variableValues: variables });
      return { data, errors: errors?.map((error) => error.toJSON()) };
    };
  return loadSupergraph(composeSdl(topic), inProcess);
}
