import {
  type DocumentNode,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  type OperationDefinitionNode,
} from 'graphql';
import { PlatformError } from 'platform/errors/errors';
import { type BoundedCache, createBoundedCache } from 'platform/kernel/bounded-cache';
import { booleanVariables } from '../operations/conditions.ts';
import { selectedOperation } from '../operations/selected-operation.ts';
import { conditionVariables, withoutConditions } from '../operations/without-conditions.ts';
import type { SupergraphState } from '../supergraph/state.ts';
import type { OperationRequest } from './execute.ts';
import { assertComplete } from './plan/completeness.ts';
import { withDirectiveDefaults } from './plan/directive-arguments.ts';
import { withTypesOfHidden } from './plan/hidden-types.ts';
import { overrideLabels } from './plan/overrides.ts';
import { buildPlan, type Plan } from './plan/plan.ts';
import { planNames } from './plan/planned-names.ts';
import type { Step, Variables } from './run.ts';
import { compileShape, type Shape } from './shape/compile.ts';
import { selectionsOf } from './shape/fields.ts';
import { compileIntrospection, type Introspect } from './shape/introspection.ts';
import { compilePlan } from './steps/compile.ts';
import type { TypeNames } from './steps/plan-context.ts';

/** An operation of a client, planned and made executable. */
export interface CompiledOperation {
  readonly operation: OperationDefinitionNode;
  readonly primary: Plan['primary'];
  /** Undefined when nothing is to be fetched. */
  readonly step: Step | undefined;
  /** Undefined when it does not ask for the schema. */
  readonly introspect: Introspect | undefined;
  readonly shape: Shape;
}

/** Of one operation, how many are kept that differ by what `@skip`, `@include` and `@override` say. */
const MAX_VARIANTS = 64;

/** The operation with these variables. `draw` is of 0 to 100: an override of more percent takes this request. */
type Variants = (variables: Variables, draw: number) => CompiledOperation;

/**
 * Compiled operations, kept as long as the documents they are of: those are held by bounded caches (the document
 * store, the authorisation's variants), so these need no bound of their own.
 */
const operations = new WeakMap<SupergraphState, WeakMap<DocumentNode, Map<string, Variants>>>();

/** An operation of a valid document; planned when it is first asked for in this way. */
export function compiledOf(
  state: SupergraphState,
  {
    document,
    operationName = '',
    variables = {},
  }: Pick<OperationRequest, 'document' | 'operationName' | 'variables'>,
  random: () => number = Math.random,
): CompiledOperation {
  const documents = operations.get(state) ?? new WeakMap<DocumentNode, Map<string, Variants>>();
  operations.set(state, documents);
  const named = documents.get(document) ?? new Map<string, Variants>();
  documents.set(document, named);
  const variants = named.get(operationName) ?? variantsOf(state, document, operationName);
  named.set(operationName, variants);
  return variants(variables, random() * 100);
}

/** What is skipped is not planned: its conditions are none of the planner's, which loses fields beside them. */
function variantsOf(state: SupergraphState, document: DocumentNode, operationName: string): Variants {
  const operation = selectedOperation(document, operationName || undefined);
  const conditions = conditionVariables(document);
  const labels = overrideLabels(state, document);
  const variants: BoundedCache<string, CompiledOperation | PlatformError> = createBoundedCache(MAX_VARIANTS);
  return (variables, draw) => {
    const isTrue = booleanVariables(operation, variables);
    const overridden = labels.filter(({ percent }) => draw < percent).map(({ label }) => label);
    const key = `${conditions.map((name) => (isTrue(name) ? 1 : 0)).join('')} ${overridden.length}`;
    const variant =
      variants.get(key) ?? tryCompile(state, withoutConditions(document, isTrue), operationName, overridden);
    variants.set(key, variant);
    if (variant instanceof PlatformError) throw variant;
    return variant;
  };
}

/** That there is no plan is found out once: it takes as long as to find one. */
function tryCompile(...operation: Parameters<typeof compileOperation>): CompiledOperation | PlatformError {
  try {
    return compileOperation(...operation);
  } catch (error) {
    if (error instanceof PlatformError) return error;
    throw error;
  }
}

function compileOperation(
  state: SupergraphState,
  document: DocumentNode,
  operationName: string,
  overridden: readonly string[],
): CompiledOperation {
  const operation = selectedOperation(document, operationName || undefined);
  const complete = withDirectiveDefaults(state.schema, withTypesOfHidden(state, document));
  const planned = planNames(state.supergraphSchema, complete);
  const { node, primary } = buildPlan(state, planned.document, operationName, overridden);
  const plan =
    node &&
    compilePlan(node, {
      types: typeNames(state),
      clientName: (name) => planned.clientName(state.requiredArguments.standIns.get(name)?.field ?? name),
    });
  const brings = plan?.places.brings ?? (() => false);
  assertComplete(
    selectionsOf(state.schema, planned.document),
    selectedOperation(planned.document, operationName || undefined),
    brings,
  );
  const selections = selectionsOf(state.schema, document);
  return {
    operation,
    primary,
    step: plan?.step,
    introspect: compileIntrospection(operation, selections, planned.plannedName),
    shape: compileShape(operation, {
      ...selections,
      supergraph: state.supergraphSchema,
      plannedName: planned.plannedName,
      isShared: plan?.places.isShared ?? (() => false),
      brings,
    }),
  };
}

const typesOf = new WeakMap<SupergraphState, TypeNames>();

function typeNames(state: SupergraphState): TypeNames {
  const known = typesOf.get(state) ?? compileTypeNames(state);
  typesOf.set(state, known);
  return known;
}

function compileTypeNames({ supergraphSchema: schema }: SupergraphState): TypeNames {
  const within = new Map<string, ReadonlySet<string>>();
  return {
    isObject: (name) => isObjectType(schema.getType(name)),
    within(condition) {
      const known = within.get(condition) ?? new Set([condition, ...narrower(condition)]);
      within.set(condition, known);
      return known;
    },
  };

  function narrower(condition: string): readonly string[] {
    const type = schema.getType(condition);
    if (!isAbstractType(type)) return [];
    const interfaces = isInterfaceType(type) ? schema.getImplementations(type).interfaces : [];
    return [...schema.getPossibleTypes(type), ...interfaces].map(({ name }) => name);
  }
}
