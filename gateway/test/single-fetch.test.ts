import { buildOperationContext, executeQueryPlan } from '@apollo/gateway';
import { describe, expect, test } from '@jest/globals';
import { type ExecutionResult, parse } from 'graphql';
import { createDataSource, type SubgraphResponse } from '../data-source/data-source.ts';
import { createFederatedExecutor } from '../executor/federated.ts';
import { planOf } from '../executor/plans.ts';
import { singleFetchOf } from '../executor/single-fetch.ts';
import { loadSupergraph, type SupergraphState } from '../supergraph/state.ts';
import { federation } from './federation.ts';
import { quiet } from './quiet.ts';

const { supergraphSdl } = federation({
  shelf: {
    typeDefs: `
      type Query { book(id: ID): Book sure: Book! found: Found }
      type Book @key(fields: "id") { id: ID! title: String! pages: [Int!] }
      type Nothing { reason: String! }
      union Found = Book | Nothing
    `,
  },
  stars: {
    typeDefs: `
      type Query { best: Int }
      type Book @key(fields: "id") { id: ID! stars: Int }
    `,
  },
});

/** A supergraph all of whose subgraphs answer the same, and how often they were asked. */
function answering(answer: SubgraphResponse): { state: SupergraphState; calls: unknown[] } {
  const calls: unknown[] = [];
  const fetch = async (operation: unknown) => {
    calls.push(operation);
    return structuredClone(answer);
  };
  const failure = { code: 'SUBGRAPH_UNAVAILABLE', message: 'gone' } as const;
  return { state: loadSupergraph(supergraphSdl, () => createDataSource(fetch, failure, () => {})), calls };
}

const context = { requestId: 'r', headers: {} };

function stock(state: SupergraphState, query: string, variables: object): Promise<ExecutionResult> {
  const document = parse(query);
  const request = { context, logger: quiet, request: { variables }, metrics: {} } as never;
  const { dataSources, supergraphSchema, apiSchema, schema } = state;
  const operation = buildOperationContext({ schema, operationDocument: document });
  return executeQueryPlan(
    planOf(state, document),
    dataSources,
    request,
    operation,
    supergraphSchema,
    apiSchema,
  );
}

const BOOK = { id: '1', title: 'One', pages: [1, 2] };

describe('An operation of one fetch is answered as by the stock executor', () => {
  test.each<[string, string, SubgraphResponse, Record<string, unknown>?]>([
    ['data', '{ book { id title pages } }', { data: { book: BOOK } }],
    ['no data', '{ book { id } }', { data: null }],
    ['an alias', '{ b: book { t: title } }', { data: { b: { t: 'One' } } }],
    ['a variable', 'query ($id: ID) { book(id: $id) { id } }', { data: { book: BOOK } }, { id: '1', no: 1 }],
    ['no variable', 'query ($id: ID) { book(id: $id) { id } }', { data: { book: BOOK } }],
    ['a fragment', '{ book { ...f } } fragment f on Book { title }', { data: { book: BOOK } }],
    [
      'a member of a union',
      '{ found { ... on Book { id } ... on Nothing { reason } } }',
      { data: { found: { __typename: 'Nothing', reason: 'none' } } },
    ],
    ['a field too many', '{ book { id } }', { data: { book: BOOK, secret: 1 } }],
    ['null where none may be', '{ book { title } }', { data: { book: { title: null } } }],
    ['null up to the root', '{ sure { title } }', { data: { sure: { title: null } } }],
    ['a value of another type', '{ book { title } }', { data: { book: { title: { a: 1 } } } }],
    [
      'errors beside data',
      '{ book { id } found { __typename } }',
      {
        data: { book: BOOK, found: null },
        errors: [{ message: 'no', path: ['found'], extensions: { code: 'X' } }],
      },
    ],
    ['text for an object', '{ book { id } }', { data: { book: 'One' as never } }],
    ['errors alone', '{ book { id } }', { errors: [{ message: 'no' }] }],
    ['introspection', '{ book { id } __type(name: "Book") { name } }', { data: { book: BOOK } }],
    [
      'a directive',
      'query ($on: Boolean!) { book { id title @include(if: $on) pages @skip(if: $on) } }',
      { data: { book: { id: '1', title: 'One' } } },
      { on: true },
    ],
  ])('%s', async (_what, query, answer, variables = {}) => {
    const { state, calls } = answering(answer);
    const expected = await stock(state, query, variables);
    const document = parse(query);
    const given = await createFederatedExecutor(quiet)(state, { document, variables, context });
    expect(JSON.parse(JSON.stringify(given))).toEqual(JSON.parse(JSON.stringify(expected)));
    expect(calls).toHaveLength(2);
    expect(calls[1]).toEqual(calls[0]);
  });

  test('and is told from one of several', () => {
    const { state } = answering({});
    expect(singleFetchOf(planOf(state, parse('{ book { id title } }')))).toBeDefined();
    expect(singleFetchOf(planOf(state, parse('{ book { stars } }')))).toBeUndefined();
    expect(singleFetchOf(planOf(state, parse('{ book { id } best }')))).toBeUndefined();
  });
});
