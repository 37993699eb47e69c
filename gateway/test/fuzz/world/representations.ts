import canonicalize from 'canonicalize';
import { type FieldNode, GraphQLError, type SelectionSetNode } from 'graphql';
import { fieldsFor } from './directives.ts';
import type { Facts } from './facts.ts';
import type { Ref } from './ref.ts';
import type { World } from './world.ts';

/** An entity as the gateway names it: its type, a key, and the inputs of @requires. */
export type Representation = Readonly<Record<string, unknown>>;

/** Finds an entity by any key that its type has in the subgraph; null when the subgraph lacks it. */
export function findEntity(world: World, subgraph: string, representation: Representation): Ref | null {
  const { facts } = world;
  const name = String(representation.__typename);
  const refs = facts.concreteTypes(subgraph, name).flatMap(world.entities);
  for (const key of facts.keys(subgraph, name)) {
    const given = canonicalize(selected(facts, representation, key));
    const ref = refs.find((candidate) => canonicalize(world.project(candidate, key)) === given);
    if (ref) return world.knows(subgraph, ref) ? ref : null;
  }
  throw new GraphQLError(`no key of ${name} is in ${JSON.stringify(representation)}`);
}

/** Throws when the gateway does not send what @requires asks for, or sends something else than it is. */
export function checkInputs(
  world: World,
  ref: Ref,
  representation: Representation = {},
  requires: SelectionSetNode,
): void {
  const given = canonicalize(selected(world.facts, representation, requires));
  const expected = canonicalize(world.project(ref, requires));
  if (given !== expected) throw new GraphQLError(`inputs ${given} are given for ${expected}`);
}

/** What of a representation a selection names. */
function selected(facts: Facts, representation: Representation, set: SelectionSetNode): Representation {
  const { __typename: type } = representation;
  const applies = (condition: string): boolean => type === undefined || facts.isA(String(type), condition);
  const open = (value: unknown, node: FieldNode): unknown => {
    if (Array.isArray(value)) return value.map((item) => open(item, node));
    const isObject = node.selectionSet && typeof value === 'object' && value !== null;
    return isObject ? selected(facts, value as Representation, node.selectionSet) : value;
  };
  return Object.fromEntries(
    fieldsFor(set, applies).map((node) => [node.name.value, open(representation[node.name.value], node)]),
  );
}
