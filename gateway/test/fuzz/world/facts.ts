import {
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
  print,
  type SelectionSetNode,
} from 'graphql';
import { present } from 'platform/kernel/assert';
import { type Definition, definitionsOf } from './definitions.ts';
import { directivesOf, fieldSetsOf, fieldsFor, has } from './directives.ts';

/** What the SDL of all subgraphs together says of their data. A concrete type is an object type of the API. */
export interface Facts {
  /** As a subgraph declares it, on its own name of the type (which may be an interface object). */
  definition(subgraph: string, type: string, field: string): Definition;
  /** All definitions of a field of a concrete type. */
  all(type: string, field: string): readonly Definition[];
  /** Those by which it is answered. */
  live(type: string, field: string): readonly Definition[];
  /** The concrete types that may stand where a subgraph says `type`. */
  concreteTypes(subgraph: string, type: string): readonly string[];
  /** In any of the subgraphs. */
  isA(type: string, condition: string): boolean;
  keys(subgraph: string, type: string): readonly SelectionSetNode[];
  isEntity(type: string): boolean;
  /** Part of a key. */
  isKey(type: string, field: string): boolean;
  /** An input of a @requires. */
  isInput(type: string, field: string): boolean;
  /** Answered by a subgraph that knows the type as an interface object only. */
  isOfInterfaceObject(type: string, field: string): boolean;
  /** The subgraphs agree which fields may be null, so that a null propagates the same way wherever it arises. */
  readonly agreeOnNulls: boolean;
  /**
   * A subgraph may lack some entities of a type without making the others' answers a matter of the plan: it alone answers
   * what it answers, no other field waits for that, and nobody needs it to get from one key to another.
   */
  mayLack(subgraph: string, type: string): boolean;
}

/** Reads the facts from the subgraphs' schemas. */
export function factsOf(schemas: ReadonlyMap<string, GraphQLSchema>): Facts {
  const definitions = definitionsOf(schemas);
  const concreteTypes = (subgraph: string, type: string) => concreteTypesIn(schemas, subgraph, type);
  const isA = (type: string, condition: string) =>
    [...schemas.keys()].some((subgraph) => concreteTypes(subgraph, condition).includes(type));
  const keys = (subgraph: string, type: string) => keysIn(schemas.get(subgraph), type);

  const placed = [...definitions].flatMap(([subgraph, types]) =>
    [...types].flatMap(([type, fields]) =>
      concreteTypes(subgraph, type).map((concrete): Placed => {
        return { subgraph, concrete, isObject: type === concrete, fields, keys: keys(subgraph, type) };
      }),
    ),
  );
  const byField = Map.groupBy(
    placed.flatMap(({ concrete, fields }) =>
      [...fields.values()].map((definition) => ({ at: `${concrete}.${definition.field.name}`, definition })),
    ),
    ({ at }) => at,
  );
  const all = (type: string, field: string) =>
    (byField.get(`${type}.${field}`) ?? []).map(({ definition }) => definition);
  const live = (type: string, field: string) => all(type, field).filter(({ isLive }) => isLive);

  /** All fields that a selection names, as `Type.field`. */
  const named = (type: string, set: SelectionSetNode): readonly string[] =>
    fieldsFor(set, (condition) => isA(type, condition)).flatMap(({ name, selectionSet }) => {
      const children = live(type, name.value).flatMap(({ subgraph, field }) =>
        concreteTypes(subgraph, getNamedType(field.type).name),
      );
      const below = selectionSet ? children.flatMap((child) => named(child, selectionSet)) : [];
      return [`${type}.${name.value}`, ...below];
    });
  const keyFields = new Set(
    placed.flatMap((place) => place.keys.flatMap((key) => named(place.concrete, key))),
  );
  const inputs = new Set(
    placed.flatMap(({ concrete, fields }) =>
      [...fields.values()].flatMap(({ requires }) => (requires ? named(concrete, requires) : [])),
    ),
  );
  const entities = new Set(placed.filter((place) => place.keys.length > 0).map(({ concrete }) => concrete));
  const isKey = (type: string, field: string) => keyFields.has(`${type}.${field}`);
  const isInput = (type: string, field: string) => inputs.has(`${type}.${field}`);

  return {
    definition(subgraph, type, field) {
      const definition = definitions.get(subgraph)?.get(type)?.get(field);
      return present(definition, 'a subgraph is asked for what it declares');
    },
    all,
    live,
    concreteTypes,
    isA,
    keys,
    isEntity: (type) => entities.has(type),
    isKey,
    isInput,
    isOfInterfaceObject: (type, field) =>
      placed.some(({ concrete, isObject, fields }) => concrete === type && !isObject && fields.has(field)),
    agreeOnNulls: [...byField.values()].every(
      (same) => new Set(same.map(({ definition }) => String(definition.field.type))).size === 1,
    ),
    mayLack(subgraph, type) {
      const places = placed.filter(({ concrete }) => concrete === type);
      const own = places.find((place) => place.subgraph === subgraph);
      const isItsAlone = ({ name }: { readonly name: string }) =>
        isKey(type, name) || (live(type, name).length === 1 && !isInput(type, name));
      return (
        own?.keys.length === 1 &&
        places.every((place) => place.isObject && printed(place.keys) === printed(own.keys)) &&
        [...own.fields.values()].every(({ field, isLive }) => !isLive || isItsAlone(field))
      );
    },
  };
}

/** A type of a subgraph, for one of the concrete types that it may be. */
interface Placed {
  readonly subgraph: string;
  readonly concrete: string;
  /** It is that type itself, no interface object. */
  readonly isObject: boolean;
  readonly fields: ReadonlyMap<string, Definition>;
  readonly keys: readonly SelectionSetNode[];
}

const printed = (keys: readonly SelectionSetNode[]): string => keys.map(print).join();

function concreteTypesIn(
  schemas: ReadonlyMap<string, GraphQLSchema>,
  subgraph: string,
  name: string,
): readonly string[] {
  const schema = schemas.get(subgraph);
  const type = schema?.getType(name);
  if (schema && isAbstractType(type)) return schema.getPossibleTypes(type).map((possible) => possible.name);
  if (!isObjectType(type) || !has(directivesOf(type), 'interfaceObject')) return [name];
  // An interface object stands for whatever implements the interface elsewhere.
  const implementers = [...schemas.keys()]
    .filter((other) => isAbstractType(schemas.get(other)?.getType(name)))
    .flatMap((other) => concreteTypesIn(schemas, other, name));
  return [...new Set(implementers)];
}

function keysIn(schema: GraphQLSchema | undefined, name: string): readonly SelectionSetNode[] {
  const type = schema?.getType(name);
  return type ? fieldSetsOf(directivesOf(type), 'key') : [];
}
