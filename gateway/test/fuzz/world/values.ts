import {
  GraphQLError,
  type GraphQLLeafType,
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';
import type { Definition } from './definitions.ts';
import type { Facts } from './facts.ts';
import { fraction, hash, pickBy } from './hash.ts';
import { keyValue, leafValue } from './leaves.ts';
import { createRef, type Ref } from './ref.ts';

/** A field of an object whose value is to be made. */
export interface Place {
  readonly ref: Ref;
  readonly field: string;
  /** Decides the value: the same for the same object, field and arguments. */
  readonly path: string;
}

interface ValueOptions {
  readonly facts: Facts;
  /** Of all fields that may fail. */
  readonly faultRate: number;
  /** The entities of a type that a subgraph knows. */
  readonly known: (subgraph: string, type: string) => readonly Ref[];
}

const MAX_LIST_LENGTH = 3;
const NULL_RATE = 0.1;

/** Makes values that fit all definitions of their field: nothing that a subgraph must not say, or does not know. */
export function createValues({ facts, faultRate, known }: ValueOptions): (place: Place) => unknown {
  return ({ ref, field, path }) => {
    const definitions = facts.all(ref.type, field);
    const isKey = facts.isKey(ref.type, field);
    // What may be asked for where no client has asked must not fail: what others need, and fields of interface objects,
    // for which the planner joins what is asked of some types with what is asked of all.
    const isAskedForUnasked =
      isKey || facts.isInput(ref.type, field) || facts.isOfInterfaceObject(ref.type, field);
    const mayFail = facts.agreeOnNulls && !isAskedForUnasked;
    return valueAt(typesOf(definitions), path);

    function valueAt(types: readonly GraphQLOutputType[], here: string): unknown {
      const luck = fraction(`${here}|luck`);
      if (mayFail && luck < faultRate) return fault(types, here);
      if (!isKey && !types.some(isNonNullType) && luck > 1 - NULL_RATE) return null;
      const inner = types.map(getNullableType);
      const lists = inner.filter(isListType);
      if (lists.length > 0) {
        const items = lists.map(({ ofType }) => ofType as GraphQLOutputType);
        const length = hash(`${here}|length`) % (MAX_LIST_LENGTH + 1);
        return Array.from({ length }, (_, index) => valueAt(items, `${here}|${index}`));
      }
      const [leaf, ...leaves] = inner.filter(isLeafType);
      if (!leaf) return objectAt(here);
      return isKey ? keyValue(leaf, here) : leafValue(leaf, here, commonValues([leaf, ...leaves]));
    }

    function objectAt(here: string): Ref | null {
      const common = intersection(definitions.map(candidates), ({ type, id }) => `${type} ${id}`);
      if (common.length === 0) return null;
      const { type, id } = pickBy(here, common);
      return createRef(type, id || hash(here).toString(36));
    }

    /** What a subgraph may lead to. An object in a key is its entity's own; of what is no entity the id is yet to be made. */
    function candidates({ subgraph, field: { type } }: Definition): readonly Ref[] {
      return facts.concreteTypes(subgraph, getNamedType(type).name).flatMap((concrete): readonly Ref[] => {
        if (isKey) return [{ type: concrete, id: ref.id }];
        return facts.isEntity(concrete) ? known(subgraph, concrete) : [{ type: concrete, id: '' }];
      });
    }
  };
}

const typesOf = (definitions: readonly Definition[]): readonly GraphQLOutputType[] =>
  definitions.map(({ field }) => field.type);

/** The resolver throws, or gives null where none may be. */
const fault = (types: readonly GraphQLOutputType[], path: string): GraphQLError | null =>
  types.every(isNonNullType) && hash(path) % 2 === 0
    ? null
    : new GraphQLError(`failed ${hash(path)}`, { extensions: { code: 'NOT_FOUND' } });

/** The values that an enum has in every subgraph. */
const commonValues = (types: readonly GraphQLLeafType[]): readonly string[] =>
  intersection(
    types.filter(isEnumType).map((type) => type.getValues().map(({ name }) => name)),
    (name) => name,
  );

const intersection = <T>([first = [], ...others]: readonly (readonly T[])[], keyOf: (item: T) => string) => {
  const keys = others.map((other) => new Set(other.map(keyOf)));
  return first.filter((item) => keys.every((set) => set.has(keyOf(item))));
};
