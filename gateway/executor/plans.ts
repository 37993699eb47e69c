import { operationFromDocument } from '@apollo/federation-internals';
import type { QueryPlan } from '@apollo/query-planner';
import type { DocumentNode } from 'graphql';
import type { SupergraphState } from '../supergraph/state.ts';

/**
 * Query plans, kept as long as the documents they are of: those are held by bounded caches (Apollo Server's
 * document store, the authorisation's variants), so plans need no bound of their own.
 */
const plans = new WeakMap<SupergraphState, WeakMap<DocumentNode, Map<string, QueryPlan>>>();

/** The plan of an operation; also of a subscription, as its primary fetch and the rest. */
export function planOf(state: SupergraphState, document: DocumentNode, operationName = ''): QueryPlan {
  const documents = plans.get(state) ?? new WeakMap<DocumentNode, Map<string, QueryPlan>>();
  plans.set(state, documents);
  const operations = documents.get(document) ?? new Map<string, QueryPlan>();
  documents.set(document, operations);
  const plan = operations.get(operationName) ?? buildPlan(state, document, operationName);
  operations.set(operationName, plan);
  return plan;
}

const buildPlan = (state: SupergraphState, document: DocumentNode, operationName: string): QueryPlan =>
  state.queryPlanner.buildQueryPlan(
    operationFromDocument(state.apiSchema, document, operationName ? { operationName } : {}),
  );
