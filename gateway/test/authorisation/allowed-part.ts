import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  isUnionType,
  type SelectionSetNode,
} from 'graphql';
import { present } from 'platform/kernel/assert';
import { conditionsOf, holds } from '../../operations/conditions.ts';

type Json = Record<string, unknown>;

/** Selections where they stand: of which type, which objects can come there, and whether the way there is allowed. */
interface Scope {
  readonly set: SelectionSetNode;
  readonly parent: GraphQLCompositeType;
  readonly possible: readonly GraphQLObjectType[];
  readonly open: boolean;
}

interface Selected {
  readonly node: FieldNode;
  readonly scope: Scope;
}

export interface Rules {
  readonly schema: GraphQLSchema;
  /** Whether the caller may have a coordinate. */
  readonly mayHave: (coordinate: string) => boolean;
  readonly isTrue: (variable: string) => boolean;
}

/**
 * What a caller is shown of data that somebody may have in full, by the rules as README.md states them: straight from
 * data to data, without filtering an operation. Each object of the data must have its `__typename`.
 */
export function allowedPart(rules: Rules, operation: SelectionSetNode, data: Json): Json | null {
  const { schema, mayHave, isTrue } = rules;
  const query = present(schema.getQueryType(), 'there are queries');
  return partOf(query, data, [{ set: operation, parent: query, possible: [query], open: true }]);

  function partOf(type: GraphQLObjectType, source: Json, scopes: readonly Scope[]): Json | null {
    const selected = new Map<string, Selected[]>();
    for (const scope of scopes) collect(type, scope, selected);
    const part: Json = {};
    for (const [name, found] of selected) {
      const field = type.getFields()[found[0]?.node.name.value ?? ''];
      part[name] = field ? shownOf(field.type, source[name], found) : type.name;
      if (part[name] === null && isNonNullType(field?.type)) return null;
    }
    return part;
  }

  function shownOf(type: GraphQLOutputType, value: unknown, found: readonly Selected[]): unknown {
    if (!found.some(isAllowed)) return null;
    const below = found.flatMap((each) => scopeBelow(each));
    return complete(type, value, below);
  }

  function complete(type: GraphQLOutputType, value: unknown, scopes: readonly Scope[]): unknown {
    const nullable = getNullableType(type);
    if (value === null || value === undefined || !isCompositeType(getNamedType(type))) return value ?? null;
    if (!isListType(nullable)) {
      const { __typename } = value as { __typename: string };
      const runtime = schema.getType(__typename) as GraphQLObjectType;
      return mayHave(__typename) ? partOf(runtime, value as Json, scopes) : null;
    }
    const items = (value as unknown[]).map((item) => complete(nullable.ofType, item, scopes));
    return isNonNullType(nullable.ofType) && items.includes(null) ? null : items;
  }

  /** On the type that it is selected of and on all that can come there, with what it returns. */
  function isAllowed({ node, scope: { parent, possible, open } }: Selected): boolean {
    return open && [parent, ...possible].every((type) => mayHaveField(type, node.name.value));
  }

  function mayHaveField(type: GraphQLCompositeType, name: string): boolean {
    const field = isUnionType(type) ? undefined : type.getFields()[name];
    return (
      mayHave(type.name) &&
      mayHave(`${type.name}.${name}`) &&
      (!field || mayHave(getNamedType(field.type).name))
    );
  }

  function scopeBelow(selected: Selected): readonly Scope[] {
    const { node, scope } = selected;
    const field = isUnionType(scope.parent) ? undefined : scope.parent.getFields()[node.name.value];
    const parent = field && getNamedType(field.type);
    if (!isCompositeType(parent) || !node.selectionSet) return [];
    return [{ set: node.selectionSet, parent, possible: possibleTypes(parent), open: isAllowed(selected) }];
  }

  function collect(type: GraphQLObjectType, scope: Scope, selected: Map<string, Selected[]>): void {
    for (const node of scope.set.selections) {
      if (!holds(conditionsOf(node.directives), isTrue)) continue;
      if (node.kind === 'Field') {
        const name = (node.alias ?? node.name).value;
        selected.set(name, [...(selected.get(name) ?? []), { node, scope }]);
      } else if (node.kind === 'InlineFragment') {
        const parent = node.typeCondition
          ? (schema.getType(node.typeCondition.name.value) as GraphQLCompositeType)
          : scope.parent;
        const possible = scope.possible.filter((each) => possibleTypes(parent).includes(each));
        if (possible.includes(type))
          collect(type, { ...scope, set: node.selectionSet, parent, possible }, selected);
      }
    }
  }

  function possibleTypes(type: GraphQLCompositeType): readonly GraphQLObjectType[] {
    return isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
  }
}
