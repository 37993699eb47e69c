import { type Operation, operationFromDocument } from '@apollo/federation-internals';
import type { GraphQLDataSource } from '@apollo/gateway';
import { computeResponse } from '@apollo/gateway/dist/resultShaping.js';
import type { FetchNode, QueryPlan } from '@apollo/query-planner';
import type { ExecutionResult } from 'graphql';
import type { GatewayContext } from '../context.ts';
import type { SupergraphState } from '../supergraph/state.ts';
import type { OperationRequest } from './execute.ts';

type FetchRequest = Parameters<GraphQLDataSource['process']>[0];
type Variables = Readonly<Record<string, unknown>>;

/** The fetch that is the whole plan, as it is of most operations; undefined when there is more to do. */
export function singleFetchOf({ node }: QueryPlan): FetchNode | undefined {
  return node?.kind === 'Fetch' && !node.outputRewrites ? node : undefined;
}

/** Of what the stock executor sends along, that which our data sources read. */
export function fetchRequest(
  { operation, operationName, variableUsages = [] }: FetchNode,
  variables: Variables,
  context: GatewayContext,
): FetchRequest {
  const used = variableUsages.filter((name) => Object.hasOwn(variables, name));
  const request = {
    query: operation,
    operationName,
    variables: Object.fromEntries(used.map((name) => [name, variables[name]])),
  };
  return { request, context } as unknown as FetchRequest;
}

/** Kept as long as their plans: the stock executor reads the document anew at each request. */
const operations = new WeakMap<QueryPlan, Operation>();

/**
 * What the client gets of a subgraph's answer. Undefined when there is more to it than data: errors, values that do not
 * fit the schema, introspection.
 */
export function shapeAnswer(
  { apiSchema }: SupergraphState,
  plan: QueryPlan,
  { document, operationName, variables = {} }: OperationRequest,
  answer: Awaited<ReturnType<GraphQLDataSource['process']>>,
): ExecutionResult | undefined {
  if (answer.errors) return undefined;
  const operation =
    operations.get(plan) ??
    operationFromDocument(apiSchema, document, { validate: false, ...(operationName && { operationName }) });
  operations.set(plan, operation);
  let introspects = false;
  const { data, errors } = computeResponse({
    operation,
    variables,
    input: answer.data ?? {},
    introspectionHandling: () => {
      introspects = true;
    },
  });
  return errors.length > 0 || introspects ? undefined : { data: data ?? null };
}
