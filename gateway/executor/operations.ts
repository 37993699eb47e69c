import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  visit,
} from 'graphql';
import { type BoundedCache, createBoundedCache } from 'platform/kernel/bounded-cache';
import { type BooleanVariable, booleanVariables, conditionsOf, holds } from '../operations/conditions.ts';
import { selectedOperation } from '../operations/selected-operation.ts';
import type { SupergraphState } from '../supergraph/state.ts';
import { buildPlan, type Plan } from './plan/plan.ts';
import { planNames } from './plan/planned-names.ts';
import type { Step, Variables } from './run.ts';
import { compileShape, type Shape } from './shape/compile.ts';
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
  /** What the answer looks like with these variables (they decide `@skip` and `@include`). */
  readonly shapeFor: (variables: Variables) => Shape;
}

/** Combinations of conditions that are kept per operation. */
const MAX_SHAPES = 64;

/**
 * Compiled operations, kept as long as the documents they are of: those are held by bounded caches (Apollo Server's
 * document store, the authorisation's variants), so these need no bound of their own.
 */
const operations = new WeakMap<SupergraphState, WeakMap<DocumentNode, Map<string, CompiledOperation>>>();

/** An operation of a valid document; planned when it is first asked for. */
export function compiledOf(
  state: SupergraphState,
  document: DocumentNode,
  operationName = '',
): CompiledOperation {
  const documents = operations.get(state) ?? new WeakMap<DocumentNode, Map<string, CompiledOperation>>();
  operations.set(state, documents);
  const named = documents.get(document) ?? new Map<string, CompiledOperation>();
  documents.set(document, named);
  const compiled = named.get(operationName) ?? compileOperation(state, document, operationName);
  named.set(operationName, compiled);
  return compiled;
}

function compileOperation(
  state: SupergraphState,
  document: DocumentNode,
  operationName: string,
): CompiledOperation {
  const operation = selectedOperation(document, operationName || undefined);
  const planned = planNames(state.supergraphSchema, document);
  const { node, primary } = buildPlan(state, planned.document, operationName);
  const plan =
    node &&
    compilePlan(node, {
      types: typeNames(state),
      clientName: (name) => planned.clientName(state.requiredArguments.standIns.get(name)?.field ?? name),
      isTrue: (variable, variables) => booleanVariables(operation, variables)(variable),
    });
  const selections = { schema: state.schema, fragments: fragmentsOf(document), stays: () => true };
  return {
    operation,
    primary,
    step: plan?.step,
    introspect: compileIntrospection(operation, selections, planned.plannedName),
    shapeFor: shapesOf(document, operation, (stays) =>
      compileShape(operation, {
        ...selections,
        stays,
        plannedName: planned.plannedName,
        isShared: plan?.places.isShared ?? (() => false),
      }),
    ),
  };
}

function fragmentsOf({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}

/** One shape for each combination of what the conditions' variables say. */
function shapesOf(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  compile: (stays: (selection: SelectionNode) => boolean) => Shape,
): (variables: Variables) => Shape {
  const names = conditionVariables(document);
  const shapes: BoundedCache<string, Shape> = createBoundedCache(MAX_SHAPES);
  const make = (isTrue: BooleanVariable) =>
    compile(({ directives }) => holds(conditionsOf(directives), isTrue));
  if (names.length === 0) {
    const only = make(() => false);
    return () => only;
  }
  return (variables) => {
    const isTrue = booleanVariables(operation, variables);
    const key = names.map((name) => (isTrue(name) ? 1 : 0)).join('');
    const shape = shapes.get(key) ?? make(isTrue);
    shapes.set(key, shape);
    return shape;
  };
}

function conditionVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  const add = (directive: DirectiveNode) => {
    for (const { variable } of conditionsOf([directive])) if (variable) names.add(variable);
  };
  visit(document, { Directive: add });
  return [...names];
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
