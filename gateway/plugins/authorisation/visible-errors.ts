import {
  GraphQLError,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
} from 'graphql';
import { present } from 'platform/kernel/assert';
import type { InlinedOperation, InlinedSelectionSet } from '../../operations/inline-fragments.ts';
import type { Denies } from './filter.ts';
import type { Path } from './shape.ts';

/** A type that may stand at a place of an answer, and what is selected of it there. */
interface Place {
  readonly type: GraphQLNamedType;
  readonly sets: readonly InlinedSelectionSet[];
}

/**
 * The errors in the answer to a filtered operation, as its caller may see them. What happened inside a hidden object
 * is not told. A path that leads into something denied, which was fetched as a key of something else, ends before it,
 * and of such an error is told only that there was one, and where it came from.
 */
export function visibleErrors(
  schema: GraphQLSchema,
  filtered: InlinedOperation,
  errors: readonly GraphQLError[],
  hidden: readonly Path[],
  denies: Denies,
): readonly GraphQLError[] {
  const hiddenKeys = new Set(hidden.map(keyOf));
  const root = present(schema.getRootType(filtered.operation), 'a validated operation has a root type');
  return errors.filter(({ path = [] }) => !isHidden(path)).map(visible);

  function isHidden(path: Path): boolean {
    return path.some((_, index) => hiddenKeys.has(keyOf(path.slice(0, index + 1))));
  }

  function visible(error: GraphQLError): GraphQLError {
    const path = visiblePath(error.path ?? []);
    return path.length === (error.path ?? []).length ? error : concealed(error, path);
  }

  function visiblePath(path: Path): Path {
    let places: readonly Place[] = [{ type: root, sets: [filtered.selectionSet] }];
    for (const [index, key] of path.entries()) {
      if (typeof key === 'number') continue;
      const selected = places.flatMap(({ type, sets }) => sets.flatMap((set) => selectedIn(type, set, key)));
      places = selected.length > 0 ? selected : places.flatMap(({ type }) => fetchedIn(type, key));
      if (places.length === 0) return path.slice(0, index);
    }
    return path;
  }

  /** What the operation selects under a response name. */
  function selectedIn(type: GraphQLNamedType, set: InlinedSelectionSet, key: string): readonly Place[] {
    return set.selections.flatMap((node) => {
      const sets = node.selectionSet ? [node.selectionSet as InlinedSelectionSet] : [];
      if (node.kind === Kind.INLINE_FRAGMENT) {
        const narrowed = node.typeCondition ? schema.getType(node.typeCondition.name.value) : type;
        return narrowed ? sets.flatMap((inner) => selectedIn(narrowed, inner, key)) : [];
      }
      if ((node.alias ?? node.name).value !== key) return [];
      return fieldOf(type, node.name.value).map((field) => ({ type: getNamedType(field.type), sets }));
    });
  }

  /** What was fetched besides, if the caller may have it of each type that can stand there. */
  function fetchedIn(type: GraphQLNamedType, name: string): readonly Place[] {
    const types = [type, ...(isAbstractType(type) ? schema.getPossibleTypes(type) : [])];
    if (types.some((each) => denies(each.name) || denies(`${each.name}.${name}`))) return [];
    return types
      .flatMap((each) => fieldOf(each, name))
      .map((field) => ({ type: getNamedType(field.type), sets: [] }));
  }
}

const keyOf = (path: Path): string => JSON.stringify(path);

function fieldOf(type: GraphQLNamedType, name: string): readonly GraphQLField<unknown, unknown>[] {
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
  return field ? [field] : [];
}

function concealed({ extensions: { serviceName } }: GraphQLError, path: Path): GraphQLError {
  const extensions = { code: 'INTERNAL_SERVER_ERROR', ...(serviceName !== undefined && { serviceName }) };
  return new GraphQLError('Internal server error', { path, extensions });
}
