import { type DocumentNode, getNamedType, getVariableValues, Kind, type OperationTypeNode } from 'graphql';
import { type ComplexityEstimator, getComplexity } from 'graphql-query-complexity';
import { PlatformError } from 'platform/errors/errors';
import { type BoundedCache, createBoundedCache } from 'platform/kernel/bounded-cache';
import type { CostSettings } from '../config/cost.ts';
import type { OperationRequest } from '../executor/execute.ts';
import { type InlinedOperation, inlineFragments, MAX_SELECTIONS } from '../operations/inline-fragments.ts';
import { selectedOperation } from '../operations/selected-operation.ts';
import type { SupergraphState } from '../supergraph/state.ts';
import { costKey } from './cost/cache-key.ts';
import { type CostRules, readCostRules } from './cost/cost-rules.ts';
import { costOfInput } from './cost/input-cost.ts';
import { type ListSizes, listSizes } from './cost/list-sizes.ts';
import type { GatewayPlugin } from './plugin.ts';

export interface CostModel {
  /**
   * The static cost of a validated operation with these variables, by the rules of IBM's cost specification as
   * Apollo's demand control reads them. Undefined when the variables do not fit: nothing will be executed then.
   * Throws BAD_USER_INPUT for a missing slicing argument.
   */
  costOf(state: SupergraphState, request: OperationRequest): number | undefined;
  /** The same; throws COST_LIMIT_EXCEEDED when it is over the maximum. */
  admit(state: SupergraphState, request: OperationRequest): number | undefined;
}

/** Refuses what costs too much before anything is executed, and tells the cost in `extensions.cost`. */
export function useCost(model: CostModel, { expose }: Pick<CostSettings, 'expose'>): GatewayPlugin {
  return {
    name: 'cost',
    wrapExecute: (next) => async (state, request) => {
      const requested = model.admit(state, request);
      const result = await next(state, request);
      if (!expose || requested === undefined) return result;
      return { ...result, extensions: { ...result.extensions, cost: { requested } } };
    },
  };
}

/** An operation made ready for costing, and the costs found so far. */
interface PreparedOperation {
  readonly operation: InlinedOperation;
  readonly keyOf: (variables: Readonly<Record<string, unknown>>) => string;
  readonly costs: BoundedCache<string, number>;
}

interface PreparedSupergraph {
  readonly rules: CostRules;
  readonly documents: WeakMap<DocumentNode, Map<string, PreparedOperation>>;
}

const MAX_COSTS_PER_OPERATION = 100;

export function createCostModel(settings: Pick<CostSettings, 'maximum' | 'defaultListSize'>): CostModel {
  const supergraphs = new WeakMap<SupergraphState, PreparedSupergraph>();

  function costOf(
    state: SupergraphState,
    { document, operationName = '', variables = {} }: OperationRequest,
  ) {
    const prepared = supergraphs.get(state) ?? { rules: readCostRules(state), documents: new WeakMap() };
    supergraphs.set(state, prepared);
    const operations: Map<string, PreparedOperation> = prepared.documents.get(document) ?? new Map();
    prepared.documents.set(document, operations);
    const known = operations.get(operationName) ?? prepare(state, prepared.rules, document, operationName);
    operations.set(operationName, known);

    const key = known.keyOf(variables);
    const cost =
      known.costs.get(key) ??
      computeCost(state, prepared.rules, known.operation, variables, settings.defaultListSize);
    if (cost !== undefined) known.costs.set(key, cost);
    return cost;
  }

  return {
    costOf,
    admit(state, request) {
      const cost = costOf(state, request);
      if (cost === undefined || cost <= settings.maximum) return cost;
      const message = `The operation costs ${cost}, the maximum is ${settings.maximum}.`;
      throw new PlatformError('COST_LIMIT_EXCEEDED', message, { cost, limit: settings.maximum });
    },
  };
}

function prepare(
  { schema }: SupergraphState,
  rules: CostRules,
  document: DocumentNode,
  operationName: string,
): PreparedOperation {
  const operation = inlineFragments(document, selectedOperation(document, operationName || undefined));
  const costs = createBoundedCache<string, number>(MAX_COSTS_PER_OPERATION);
  return { operation, keyOf: costKey(schema, rules, operation), costs };
}

/** What a kind of operation costs before its fields. */
const BASE_COST: Record<OperationTypeNode, number> = { query: 0, mutation: 10, subscription: 0 };

function computeCost(
  { schema }: SupergraphState,
  rules: CostRules,
  operation: InlinedOperation,
  given: Readonly<Record<string, unknown>>,
  defaultListSize: number,
): number | undefined {
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], given);
  if (!coerced) return undefined;
  const sizes = listSizes(schema, rules, operation, coerced, defaultListSize);
  const fields = getComplexity({
    schema,
    query: { kind: Kind.DOCUMENT, definitions: [operation] },
    variables: { ...given },
    estimators: [estimator(rules, sizes)],
    maxQueryNodes: MAX_SELECTIONS + 1,
  });
  return BASE_COST[operation.operation] + fields;
}

/** A field costs its arguments once, and itself with what is below it as often as its list is long. */
const estimator =
  (rules: CostRules, sizes: ListSizes): ComplexityEstimator =>
  ({ type, field, node, args, childComplexity }) => {
    if (field.name.startsWith('__')) return 0;
    const coordinate = `${type.name}.${field.name}`;
    const inputs = field.args.reduce(
      (sum, arg) => sum + costOfInput(rules, arg, coordinate, args[arg.name]),
      0,
    );
    return (
      (sizes.get(node) ?? 1) * (rules.weightOfField(coordinate, getNamedType(field.type)) + childComplexity) +
      inputs
    );
  };
