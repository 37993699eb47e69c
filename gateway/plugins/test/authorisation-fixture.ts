import { type ExecutionResult, parse, validate } from 'graphql';
import type { Actor } from 'platform/auth/actor';
import { fetchInProcess } from '../../data-source/in-process.ts';
import { createFederatedExecutor } from '../../executor/federated.ts';
import { loadSupergraph } from '../../supergraph/state.ts';
import { federation, type TestFederation } from '../../test/federation.ts';
import { quiet } from '../../test/quiet.ts';
import { type AuthorisationOptions, useAuthorisation } from '../authorisation.ts';

const user = {
  __typename: 'User',
  id: 'u1',
  name: 'Ann',
  email: 'ann@x',
  salary: 100,
  phone: '1',
  ssn: '9',
  level: 'HIGH',
  code: 'c',
  nick: 'A',
};
const friend = { ...user, id: 'u2', name: 'Bob' };
const vault = { __typename: 'Vault', id: 'v1', name: 'gold', worth: 7 };
const page = { __typename: 'Page', id: 'p1', title: 'open' };
const ann = { ...user, best: friend, friends: [friend, user], vault };

/** Everything a rule can stand on: fields, objects, an interface, a union, an enum, a scalar; nullable and not. */
export const people = federation({
  people: {
    typeDefs: `
      type Query {
        hello: String
        me: User
        strict: User!
        guarded: User @authenticated
        node(id: ID): Node
        nodes: [Node!]
        find: [Found]
        findAll: [Found!]
        first: Found
        level: Level
        codes: [Code]
      }
      type Mutation {
        rename(name: String): User @requiresScopes(scopes: [["write"]])
        touch: Int
      }
      interface Node { id: ID!  name: String }
      union Found = Page | Vault
      type Page { id: ID!  title: String }
      type Vault implements Node @key(fields: "id") @requiresScopes(scopes: [["vault"]]) { id: ID!  name: String  worth: Int }
      type User implements Node @key(fields: "id") {
        id: ID!
        name: String
        nick(of: String): String
        email: String @authenticated
        salary: Int @requiresScopes(scopes: [["hr", "read"], ["admin"]])
        phone: String @policy(policies: [["self"], ["staff", "awake"]])
        ssn: String! @requiresScopes(scopes: [["admin"]])
        level: Level
        code: Code
        best: User
        friends: [User!]
        vault: Vault
      }
      enum Level @requiresScopes(scopes: [["levels"]]) { HIGH LOW }
      scalar Code @authenticated
    `,
    resolvers: {
      Query: {
        hello: () => 'hi',
        me: () => ann,
        strict: () => ann,
        guarded: () => ann,
        node: (_: never, { id }: { id?: string }) => (id === 'v1' ? vault : user),
        nodes: () => [user, vault],
        find: () => [page, vault],
        findAll: () => [page, vault],
        first: () => vault,
        level: () => 'HIGH',
        codes: () => ['c'],
      },
      Mutation: { rename: () => ({ ...user, name: 'Zoe' }), touch: () => 1 },
      User: { nick: (_: never, { of }: { of?: string }) => of ?? 'A', __resolveReference: () => ann },
      Vault: { __resolveReference: () => vault },
    },
  },
  pay: {
    typeDefs: `
      type User @key(fields: "id") {
        id: ID!
        salary: Int @external
        bonus: Int @requires(fields: "salary") @requiresScopes(scopes: [["hr", "read"], ["admin"]])
        gift: Int
      }
    `,
    resolvers: { User: { bonus: ({ salary }: { salary: number }) => salary * 2, gift: () => 5 } },
  },
});

export interface Asking {
  readonly actor?: Actor | undefined;
  readonly variables?: Record<string, unknown> | undefined;
  readonly operationName?: string | undefined;
}

/** Executes operations the way a gateway does, without HTTP. */
export function createAsker(
  options: Partial<AuthorisationOptions> = {},
  { supergraphSdl, subgraphs }: Pick<TestFederation, 'supergraphSdl' | 'subgraphs'> = people,
): (query: string, asking?: Asking) => Promise<ExecutionResult> {
  const state = loadSupergraph(supergraphSdl, ({ name }) => {
    const subgraph = subgraphs.get(name);
    if (!subgraph) throw new Error(`there is no ${name}`);
    return fetchInProcess(subgraph);
  });
  const authorisation = useAuthorisation({ logger: quiet, ...options });
  authorisation.onSupergraph(state);
  const execute = authorisation.wrapExecute(createFederatedExecutor(quiet));
  return async (query, { actor, ...rest } = {}) => {
    const document = parse(query);
    const [error] = validate(state.schema, document);
    if (error) throw error;
    const context = { requestId: 'test', headers: {}, ...(actor && { actor }) };
    const result = await execute(state, { document, context, ...rest });
    return JSON.parse(JSON.stringify(result));
  };
}

/** The paths of all authorisation errors, as text. */
export const refusedPaths = ({ errors = [] }: ExecutionResult): string[] =>
  errors
    .filter(({ extensions }) => extensions.code === 'UNAUTHORIZED_FIELD_OR_TYPE')
    .map(({ path = [] }) => path.join('.'));
