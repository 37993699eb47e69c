import type { DocumentNode, OperationTypeNode } from 'graphql';
import { PlatformError } from 'platform/errors/errors';
import { type BoundedCache, createBoundedCache } from 'platform/kernel/bounded-cache';
import type { CostSettings } from '../../config/cost.ts';
import type { OperationRequest } from '../../executor/execute.ts';
import { booleanVariables } from '../../operations/conditions.ts';
import { type InlinedOperation, inlineFragments } from '../../operations/inline-fragments.ts';
import { selectedOperation } from '../../operations/selected-operation.ts';
import { conditionVariables } from '../../operations/without-conditions.ts';
import type { SupergraphState } from '../../supergraph/state.ts';
import { type CompiledCost, type CostContext, compileCost } from './compile-cost.ts';
import { readCostRules } from './cost-rules.ts';
import { type CoerceVariables, variableCoercion } from './variables.ts';

/** What an operation costs with its variables. */
export interface OperationCost {
  readonly type: OperationTypeNode;
  /** By the assumed sizes of lists. */
  readonly requested: number;
  /** By an answer: merged data by response name, with `__typename` where several types can stand. */
  actualOf(data: unknown): number;
}

export interface CostModel {
  /** Reads a supergraph's weights. Throws when they cannot be read. */
  prepare(state: SupergraphState): void;
  /**
   * The cost of a validated operation, by the rules of IBM's cost specification as Apollo's demand control reads
   * them. Undefined when its variables do not fit: nothing will be executed then. Throws BAD_USER_INPUT for a missing
   * slicing argument.
   */
  costOf(state: SupergraphState, request: OperationRequest): OperationCost | undefined;
  /** The same; throws COST_LIMIT_EXCEEDED when it is over the maximum. */
  admit(state: SupergraphState, request: OperationRequest): OperationCost | undefined;
}

type Values = Readonly<Record<string, unknown>>;

interface PreparedSupergraph extends CostContext {
  readonly documents: WeakMap<DocumentNode, Map<string, PreparedOperation>>;
}

interface PreparedOperation {
  readonly operation: InlinedOperation;
  /** The variables of `@skip` and `@include`. */
  readonly conditions: readonly string[];
  readonly variants: BoundedCache<string, Variant>;
}

/** An operation with one combination of its conditions. */
interface Variant extends CompiledCost {
  /** The variables that decide the cost; nothing is looked at of the others. */
  readonly coerce: CoerceVariables;
}

/** Combinations of conditions that are kept per operation. */
const MAX_VARIANTS = 64;

/** What a kind of operation costs before its fields. */
const BASE_COST: Record<OperationTypeNode, number> = { query: 0, mutation: 10, subscription: 0 };

/** Compiles each operation once: what is left for a request is arithmetic on its variables and a walk of its answer. */
export function createCostModel(settings: Pick<CostSettings, 'maximum' | 'defaultListSize'>): CostModel {
  const { maximum, defaultListSize } = settings;
  const supergraphs = new WeakMap<SupergraphState, PreparedSupergraph>();

  function preparedSupergraph(state: SupergraphState): PreparedSupergraph {
    const known = supergraphs.get(state);
    if (known) return known;
    const rules = readCostRules(state);
    const prepared = { schema: state.schema, rules, defaultListSize, documents: new WeakMap() };
    supergraphs.set(state, prepared);
    return prepared;
  }

  function costOf(state: SupergraphState, request: OperationRequest): OperationCost | undefined {
    const supergraph = preparedSupergraph(state);
    return costWith(supergraph, preparedOperation(supergraph, request), request.variables ?? {});
  }

  return {
    prepare: (state) => void preparedSupergraph(state),
    costOf,
    admit(state, request) {
      const cost = costOf(state, request);
      if (!cost || cost.requested <= maximum) return cost;
      const message = `The operation costs ${cost.requested}, the maximum is ${maximum}.`;
      throw new PlatformError('COST_LIMIT_EXCEEDED', message, { cost: cost.requested, limit: maximum });
    },
  };
}

function preparedOperation(
  { documents }: PreparedSupergraph,
  { document, operationName = '' }: OperationRequest,
): PreparedOperation {
  const operations: Map<string, PreparedOperation> = documents.get(document) ?? new Map();
  documents.set(document, operations);
  const prepared = operations.get(operationName) ?? prepareOperation(document, operationName);
  operations.set(operationName, prepared);
  return prepared;
}

function prepareOperation(document: DocumentNode, operationName: string): PreparedOperation {
  const operation = inlineFragments(document, selectedOperation(document, operationName || undefined));
  const conditions = conditionVariables(operation);
  return { operation, conditions, variants: createBoundedCache(MAX_VARIANTS) };
}

function costWith(
  supergraph: PreparedSupergraph,
  prepared: PreparedOperation,
  given: Values,
): OperationCost | undefined {
  const { coerce, numbersOf, estimate, measure } = variantOf(supergraph, prepared, given);
  const values = coerce(given);
  if (!values) return undefined;
  const numbers = numbersOf(values);
  const type = prepared.operation.operation;
  const base = BASE_COST[type];
  return {
    type,
    requested: base + estimate(numbers),
    actualOf: (data) => base + measure(data, numbers),
  };
}

function variantOf(
  supergraph: PreparedSupergraph,
  { operation, conditions, variants }: PreparedOperation,
  given: Values,
): Variant {
  const isTrue = booleanVariables(operation, given);
  const key = conditions.map((name) => (isTrue(name) ? 1 : 0)).join('');
  const known = variants.get(key);
  if (known) return known;
  const compiled = compileCost(supergraph, operation, isTrue);
  const deciding = new Set([...conditions, ...compiled.variables]);
  const definitions = (operation.variableDefinitions ?? []).filter(({ variable }) =>
    deciding.has(variable.name.value),
  );
  const variant = { ...compiled, coerce: variableCoercion(supergraph.schema, definitions) };
  variants.set(key, variant);
  return variant;
}
