import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { present } from 'platform/kernel/assert';
import { type FetchError, type Json, readerOf } from '../run.ts';
import { createCompletion } from './completion.ts';
import type { Explanation } from './coverage.ts';
import { collectFields, dependsOnType, type Selections } from './fields.ts';
import { compileLeaf } from './leaf.ts';
import {
  completeObject,
  constantShape,
  type FieldShape,
  leafShape,
  listShape,
  nonNullShape,
  type ObjectShape,
  objectShape,
  plainShape,
  type ShapeOf,
  unplannedShape,
  type ValueShape,
  writeObject,
} from './values.ts';

/** Gives merged data the form that an operation asks for: nothing else, in its order, by the rules of its types. */
export interface Shape {
  /** The data as JSON when there is nothing wrong with them; undefined otherwise. */
  write(root: Json): string | undefined;
  /** The data as objects, and what is wrong with them that `known` errors do not explain. */
  complete(root: Json, known: readonly Explanation[]): Completed;
}

export interface Completed {
  readonly data: Json | null;
  readonly errors: readonly FetchError[];
}

export interface ShapeOptions extends Selections {
  /** The whole supergraph: what it has and `schema` has not is hidden, and shown as null. */
  readonly supergraph: GraphQLSchema;
  /** Under which name the data have what the client asks for. */
  readonly plannedName: (node: FieldNode) => string;
  /** Where equal objects are one and the same, by the names in the data that lead there. */
  readonly isShared: (names: readonly string[]) => boolean;
  /** Whether anything is fetched for what these names lead to. */
  readonly brings: (names: readonly string[]) => boolean;
}

/** Compiles an operation of a valid document. Types are compiled when they first come. */
export function compileShape(operation: OperationDefinitionNode, options: ShapeOptions): Shape {
  const { schema, supergraph, plannedName, isShared, brings } = options;
  const type = present(schema.getRootType(operation.operation), 'a valid operation has a root type');
  let sharedShapes = 0;
  const root = compileObject(type, [operation.selectionSet], []);
  return {
    write: (data) =>
      writeObject(
        root,
        data,
        Array.from({ length: sharedShapes }, () => new Map()),
      ),
    complete(data, known) {
      const completion = createCompletion(known);
      return { data: completeObject(root, data, undefined, completion), errors: completion.errors };
    },
  };

  function compileObject(
    parent: GraphQLCompositeType,
    sets: readonly SelectionSetNode[],
    names: readonly string[],
  ): ObjectShape {
    const fields = [...collectFields(options, parent, sets)];
    return {
      fields: fields.map(([name, nodes], index): FieldShape => {
        const planned = plannedName(nodes[0]);
        return {
          name,
          prefix: `${index === 0 ? '' : ','}${JSON.stringify(name)}:`,
          read: readerOf(planned),
          value: compileField(parent, nodes, [...names, planned]),
        };
      }),
    };
  }

  function compileField(
    parent: GraphQLCompositeType,
    nodes: readonly [FieldNode, ...FieldNode[]],
    names: readonly string[],
  ): ValueShape {
    const field = nodes[0].name.value;
    if (field === '__typename') return constantShape(parent.name);
    if (field === '__schema' || field === '__type') return plainShape;
    const definition = isUnionType(parent) ? undefined : parent.getFields()[field];
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const { type } = present(definition, 'a valid operation selects fields that exist');
    const coordinate = `${parent.name}.${field}`;
    if (brings(names)) return compileValue(type, sets, names, coordinate);
    // Under a type condition the planner leaves out what it takes for impossible there. It may be mistaken.
    const missing = unplannedShape(coordinate);
    return isNonNullType(type) ? nonNullShape(missing, coordinate) : missing;
  }

  function compileValue(
    type: GraphQLOutputType,
    sets: readonly SelectionSetNode[],
    names: readonly string[],
    coordinate: string,
  ): ValueShape {
    if (isNonNullType(type))
      return nonNullShape(compileValue(type.ofType, sets, names, coordinate), coordinate);
    if (isListType(type)) return listShape(compileValue(type.ofType, sets, names, coordinate), coordinate);
    if (!isCompositeType(type)) return leafShape(compileLeaf(type, supergraph), coordinate);
    return objectShape(
      compileTypes(type, sets, names),
      coordinate,
      isShared(names) ? sharedShapes++ : undefined,
    );
  }

  function compileTypes(
    type: GraphQLCompositeType,
    sets: readonly SelectionSetNode[],
    names: readonly string[],
  ): ShapeOf {
    const made = new Map<GraphQLCompositeType, ObjectShape>();
    const of = (known: GraphQLCompositeType): ObjectShape => {
      const shape = made.get(known) ?? compileObject(known, sets, names);
      made.set(known, shape);
      return shape;
    };
    if (!isAbstractType(type)) return () => of(type);
    const anyType = isUnionType(type) || dependsOnType(options, type, sets) ? undefined : type;
    return (typename) => {
      const known = typeof typename === 'string' ? schema.getType(typename) : undefined;
      if (isObjectType(known)) return isPossible(schema, type, known) ? of(known) : undefined;
      const hidden = typeof typename === 'string' ? supergraph.getType(typename) : undefined;
      if (!known && isObjectType(hidden) && isPossible(supergraph, type, hidden)) return null;
      return anyType && (known || typename === undefined) ? of(anyType) : undefined;
    };
  }
}

function isPossible(
  schema: GraphQLSchema,
  { name }: GraphQLCompositeType,
  object: GraphQLObjectType,
): boolean {
  const type = schema.getType(name);
  return isAbstractType(type) && schema.isSubType(type, object);
}
