import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  type InlineFragmentNode,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  isUnionType,
  Kind,
} from 'graphql';
import { PlatformError } from 'platform/errors/errors';
import { assert, present } from 'platform/kernel/assert';
import { type Condition, conditionsOf } from '../../operations/conditions.ts';
import type { InlinedOperation, InlinedSelectionSet } from '../../operations/inline-fragments.ts';

/**
 * Whether the caller lacks what a coordinate (`Type` or `Type.field`) asks for. It is asked of all that matter, which
 * also serves to find out what an operation depends on.
 */
export type Denies = (coordinate: string) => boolean;

/** A place in the response that stays empty. */
export interface RemovedPosition {
  /** Response names; `@` stands for the elements of a list. */
  readonly path: readonly string[];
  /** What is denied there. */
  readonly coordinates: readonly string[];
  /** The place exists when all of them hold. */
  readonly conditions: readonly Condition[];
  /** Null may stand nowhere around it: where it is empty there is no data at all. */
  readonly isVital: boolean;
}

export interface FilteredOperation {
  /** What the caller may have of the operation; undefined when that is nothing. */
  readonly operation: InlinedOperation | undefined;
  readonly removed: readonly RemovedPosition[];
}

/** Where the walk stands. */
interface Scope {
  readonly parent: GraphQLCompositeType;
  /** The object types that can stand here: a fragment narrows them. */
  readonly possible: readonly string[];
  readonly path: readonly string[];
  readonly conditions: readonly Condition[];
  readonly isVital: boolean;
}

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * Takes out of an operation what is denied. On an interface a field stays only if it is allowed on every type
 * that can stand there, which is also how composition spreads requirements to interfaces. `__typename` is asked
 * for wherever several types can stand, so that objects of a denied type can be hidden (see shape.ts).
 */
export function filterOperation(
  schema: GraphQLSchema,
  operation: InlinedOperation,
  denies: Denies,
): FilteredOperation {
  const removed: RemovedPosition[] = [];
  const root = present(schema.getRootType(operation.operation), 'a validated operation has a root type');
  const scope: Scope = { parent: root, possible: [root.name], path: [], conditions: [], isVital: true };
  const selectionSet = keepAllowed(operation.selectionSet, scope);
  const left = selectionSet.selections.length > 0;
  return { operation: left ? { ...operation, selectionSet } : undefined, removed };

  function keepAllowed(set: InlinedSelectionSet, scope: Scope): InlinedSelectionSet {
    return {
      ...set,
      selections: set.selections.flatMap((selection): (FieldNode | InlineFragmentNode)[] =>
        selection.kind === Kind.FIELD ? keepField(selection, scope) : keepFragment(selection, scope),
      ),
    };
  }

  function keepField(node: FieldNode, scope: Scope): FieldNode[] {
    refuseReservedAlias(node);
    if (node.name.value.startsWith('__')) return [node];
    assert(!isUnionType(scope.parent), 'a union has no fields');
    const field = present(scope.parent.getFields()[node.name.value], 'a validated field exists');
    const path = [...scope.path, node.alias?.value ?? node.name.value];
    const conditions = [...scope.conditions, ...conditionsOf(node.directives)];
    const coordinates = coordinatesOf(scope, field.name).filter(denies);
    if (coordinates.length > 0) {
      const hidden = scope.path.length > 0 && scope.possible.every(denies);
      const isVital = scope.isVital && (hidden || isNonNullType(field.type));
      removed.push({ path: hidden ? scope.path : path, coordinates, conditions, isVital });
      return [];
    }
    const type = getNamedType(field.type);
    if (!node.selectionSet || !isCompositeType(type)) return [node];
    const inside = {
      parent: type,
      possible: objectTypes(type),
      path: elementPath(path, field.type),
      conditions,
      isVital: scope.isVital && isNonNullThroughout(field.type),
    };
    return [{ ...node, selectionSet: keepObject(node.selectionSet as InlinedSelectionSet, inside) }];
  }

  function keepObject(set: InlinedSelectionSet, scope: Scope): InlinedSelectionSet {
    // What is shown depends on the types that can stand here, even if nothing is selected of them.
    scope.possible.forEach(denies);
    const kept = keepAllowed(set, scope);
    const typename = isAbstractType(scope.parent) || kept.selections.length === 0;
    return typename ? { ...kept, selections: [TYPENAME, ...kept.selections] } : kept;
  }

  function keepFragment(node: InlineFragmentNode, scope: Scope): InlineFragmentNode[] {
    const inside = narrowed(node, scope);
    if (inside.possible.length === 0) return [];
    const selectionSet = keepAllowed(node.selectionSet as InlinedSelectionSet, inside);
    return selectionSet.selections.length > 0 ? [{ ...node, selectionSet }] : [];
  }

  function narrowed(node: InlineFragmentNode, scope: Scope): Scope {
    const conditions = [...scope.conditions, ...conditionsOf(node.directives)];
    if (!node.typeCondition) return { ...scope, conditions };
    const parent = schema.getType(node.typeCondition.name.value);
    assert(isCompositeType(parent), 'a validated type condition has fields');
    const matching = new Set(objectTypes(parent));
    return { ...scope, parent, conditions, possible: scope.possible.filter((name) => matching.has(name)) };
  }

  function coordinatesOf({ parent, possible }: Scope, field: string): readonly string[] {
    return [...new Set([parent.name, ...possible])].flatMap((type) => [type, `${type}.${field}`]);
  }

  function objectTypes(type: GraphQLNamedType): readonly string[] {
    return isAbstractType(type) ? schema.getPossibleTypes(type).map(({ name }) => name) : [type.name];
  }
}

/** An object's type is read from `__typename` in the answer: nothing else may pose as it. */
function refuseReservedAlias({ alias, name }: FieldNode): void {
  if (alias?.value === '__typename' && name.value !== '__typename')
    throw new PlatformError('BAD_REQUEST', 'The alias __typename is reserved.');
}

/** Neither it nor, of lists, an element may be null. */
const isNonNullThroughout = (type: GraphQLOutputType): boolean =>
  isNonNullType(type) && (!isListType(type.ofType) || isNonNullThroughout(type.ofType.ofType));

function elementPath(path: readonly string[], type: GraphQLOutputType): readonly string[] {
  const nullable = getNullableType(type);
  return isListType(nullable) ? elementPath([...path, '@'], nullable.ofType) : path;
}
