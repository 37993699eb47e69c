import type { DocumentNode, ExecutionResult } from 'graphql';
import { getComplexity, simpleEstimator } from 'graphql-query-complexity';
import { limitExceeded } from 'platform/errors/errors';
import { type BoundedCache, createBoundedCache } from 'platform/kernel/bounded-cache';
import type { RequestLimits } from '../config/limits.ts';
import type { Execute, OperationRequest } from '../executor/execute.ts';
import { booleanVariables } from '../operations/conditions.ts';
import { selectedOperation } from '../operations/selected-operation.ts';
import { conditionVariables, withoutConditions } from '../operations/without-conditions.ts';
import type { SupergraphState } from '../supergraph/state.ts';
import type { GatewayPlugin } from './plugin.ts';

/** Combinations of conditions that are kept per operation. */
const MAX_VARIANTS = 64;

/** Fragments, and fields of types that are not counted, which may come with each field. */
const SELECTIONS_PER_FIELD = 10;

/** The complexity of one operation, by what its conditions say. */
type Complexity = (request: OperationRequest) => number;

/**
 * Refuses an operation that selects too many fields, each fragment counted wherever it is spread, before it is planned:
 * planning takes time by what is selected, whatever it costs to fetch. Where several types can stand, the one with the
 * most fields counts.
 */
export function useComplexity({ complexity: maximum }: Pick<RequestLimits, 'complexity'>): GatewayPlugin {
  const known = new WeakMap<SupergraphState, WeakMap<DocumentNode, Map<string, Complexity>>>();

  function complexityOf(state: SupergraphState, request: OperationRequest): number {
    const documents = known.get(state) ?? new WeakMap<DocumentNode, Map<string, Complexity>>();
    known.set(state, documents);
    const operations = documents.get(request.document) ?? new Map<string, Complexity>();
    documents.set(request.document, operations);
    const name = request.operationName ?? '';
    const complexity = operations.get(name) ?? createComplexity(state, request, maximum);
    operations.set(name, complexity);
    return complexity(request);
  }

  return {
    name: 'complexity',
    wrapExecute:
      (next: Execute): Execute =>
      async (state, request): Promise<ExecutionResult> => {
        if (complexityOf(state, request) > maximum) throw limitExceeded('complexity', maximum);
        return next(state, request);
      },
  };
}

function createComplexity(
  { schema }: SupergraphState,
  { document, operationName }: OperationRequest,
  maximum: number,
): Complexity {
  const operation = selectedOperation(document, operationName);
  const conditions = conditionVariables(document);
  const variants: BoundedCache<string, number> = createBoundedCache(MAX_VARIANTS);
  return ({ variables = {} }) => {
    const isTrue = booleanVariables(operation, variables);
    const key = conditions.map((name) => (isTrue(name) ? 1 : 0)).join('');
    const known = variants.get(key);
    if (known !== undefined) return known;
    const complexity = count(withoutConditions(document, isTrue), variables);
    if (complexity === undefined) return 0;
    variants.set(key, complexity);
    return complexity;
  };

  /** Undefined when the variables do not fit, which is the executor's to refuse. */
  function count(query: DocumentNode, variables: Readonly<Record<string, unknown>>): number | undefined {
    const estimators = [simpleEstimator({ defaultComplexity: 1 })];
    const named = operationName ? { operationName } : {};
    // It gives up at so many selections, which with those of all types may be more than of one.
    const maxQueryNodes = maximum * SELECTIONS_PER_FIELD;
    try {
      return getComplexity({
        ...named,
        schema,
        query,
        variables: { ...variables },
        estimators,
        maxQueryNodes,
      });
    } catch (error) {
      return String(error).includes('maximum allowed number of nodes') ? Number.POSITIVE_INFINITY : undefined;
    }
  }
}
