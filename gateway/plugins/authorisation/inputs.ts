import { ContextSpecDefinition } from '@apollo/federation-internals';
import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  isUnionType,
  Kind,
  parse,
  type SelectionNode,
} from 'graphql';
import { assert } from 'platform/kernel/assert';
import type { SupergraphState } from '../../supergraph/state.ts';
import { argumentOf, directivesOn } from './directives.ts';

type Field = GraphQLField<unknown, unknown>;

/** What the value of a field is made of besides what its subgraph has itself. */
export interface Inputs {
  /** The coordinates that `@requires` and `@fromContext` read, on every type they may be read from. */
  readBy(parent: GraphQLCompositeType, field: Field): Iterable<string>;
  /** The fields of interface objects that an object has this field from. */
  sourcesOf(parent: GraphQLCompositeType, field: Field): readonly Field[];
}

interface ContextArgument {
  readonly context: string;
  readonly selection: string;
}

const JOIN_IDENTITY = 'https://specs.apollo.dev/join';

/** Reads what composition has written down in `@join__field` (https://specs.apollo.dev/join/v0.5). */
export function createInputs({ supergraph, supergraphSchema: schema }: SupergraphState): Inputs {
  const features = supergraph.schema.coreFeatures;
  const join = features?.getByIdentity(JOIN_IDENTITY);
  const joinField = join?.directiveNameInSchema('field');
  const joinType = join?.directiveNameInSchema('type');
  const context = features
    ?.getByIdentity(ContextSpecDefinition.identity)
    ?.directiveNameInSchema(ContextSpecDefinition.directiveName);

  function sourcesOf(parent: GraphQLCompositeType, field: Field): readonly Field[] {
    const isFromElsewhere = directivesOn(field, joinField).some((join) => join.arguments?.length === 0);
    if (!isFromElsewhere || !isObjectType(parent)) return [];
    return parent
      .getInterfaces()
      .filter((face) => directivesOn(face, joinType).some((join) => argumentOf(join, 'isInterfaceObject')))
      .flatMap((face) => face.getFields()[field.name] ?? []);
  }

  function* readBy(parent: GraphQLCompositeType, field: Field): Iterable<string> {
    for (const join of [field, ...sourcesOf(parent, field)].flatMap((one) => directivesOn(one, joinField))) {
      const required = argumentOf(join, 'requires');
      if (typeof required === 'string') yield* inFieldSet(parent, required);
      const contexts = argumentOf(join, 'contextArguments');
      for (const argument of (contexts ?? []) as readonly ContextArgument[]) yield* inContext(argument);
    }
  }

  function* inContext({ context: name, selection }: ContextArgument): Iterable<string> {
    const types = Object.values(schema.getTypeMap())
      .filter(isCompositeType)
      .filter((type) => directivesOn(type, context).some((set) => argumentOf(set, 'name') === name));
    assert(types.length > 0, `a type sets the context ${name}`);
    for (const type of types) {
      yield type.name;
      yield* inFieldSet(type, selection);
    }
  }

  function inFieldSet(parent: GraphQLCompositeType, text: string): Iterable<string> {
    const set = text.trim().startsWith('{') ? text : `{ ${text} }`;
    const [definition] = parse(set, { noLocation: true }).definitions;
    assert(definition?.kind === Kind.OPERATION_DEFINITION, 'a field set is a selection set');
    return inSelections(parent, definition.selectionSet.selections);
  }

  function* inSelections(
    parent: GraphQLCompositeType,
    selections: readonly SelectionNode[],
  ): Iterable<string> {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) yield* inField(parent, selection);
      if (selection.kind !== Kind.INLINE_FRAGMENT) continue;
      const condition = selection.typeCondition?.name.value;
      const type = condition === undefined ? parent : schema.getType(condition);
      assert(isCompositeType(type), `${condition} has fields`);
      yield type.name;
      yield* inSelections(type, selection.selectionSet.selections);
    }
  }

  function* inField(parent: GraphQLCompositeType, { name, selectionSet }: FieldNode): Iterable<string> {
    for (const type of [parent, ...(isAbstractType(parent) ? schema.getPossibleTypes(parent) : [])]) {
      const field = isUnionType(type) ? undefined : type.getFields()[name.value];
      if (!field) continue;
      yield type.name;
      yield `${type.name}.${field.name}`;
      const returned = getNamedType(field.type);
      if (selectionSet && isCompositeType(returned)) yield* inSelections(returned, selectionSet.selections);
    }
  }

  return { readBy, sourcesOf };
}
