import { type GraphQLNamedType, getNamedType, isInterfaceType, isObjectType } from 'graphql';
import type { SupergraphState } from '../../supergraph/state.ts';
import { createInputs } from './inputs.ts';
import { createRequirementReader, type Requirement } from './requirements.ts';

/** What a supergraph asks of the caller, by coordinate: `Type` to see an object, `Type.field` to select a field. */
export interface AccessRules {
  /** All of them must be fulfilled. Equal requirements are the same object. */
  requirementsOf(coordinate: string): readonly Requirement[];
}

/** A type or field: what is asked for it itself, and the coordinates whose requirements it carries as well. */
interface Element {
  readonly own: readonly Requirement[];
  readonly carries: readonly string[];
}

const NONE: readonly Requirement[] = [];

/**
 * Compiles the rules. A field asks what is written on it and on the type it returns; with `@requires` or `@fromContext`
 * also what its inputs ask, through any number of steps, because its value is made of theirs; and what the field of an
 * interface object asks that it comes from. (Composition by Apollo checks and spreads that since 2.12; a supergraph
 * from elsewhere may not have it.) Throws when a rule cannot be read.
 */
export function compileAccessRules(state: SupergraphState): AccessRules {
  const elements = new Map(readElements(state));
  const rules = new Map<string, readonly Requirement[]>();
  for (const coordinate of elements.keys()) {
    const found = new Set(reachable(elements, coordinate).flatMap(({ own }) => own));
    if (found.size > 0) rules.set(coordinate, [...found]);
  }
  return { requirementsOf: (coordinate) => rules.get(coordinate) ?? NONE };
}

function* readElements(state: SupergraphState): Iterable<[string, Element]> {
  const requirementsOn = createRequirementReader(state);
  const inputs = createInputs(state);
  const types: readonly GraphQLNamedType[] = Object.values(state.supergraphSchema.getTypeMap());
  for (const type of types) {
    yield [type.name, { own: requirementsOn(type), carries: [] }];
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const own = [field, ...inputs.sourcesOf(type, field)].flatMap(requirementsOn);
      const carries = [getNamedType(field.type).name, ...inputs.readBy(type, field)];
      yield [`${type.name}.${field.name}`, { own, carries }];
    }
  }
}

/** An element and all that it carries, once each: inputs may require each other. */
function reachable(elements: ReadonlyMap<string, Element>, coordinate: string): readonly Element[] {
  const found = new Set([coordinate]);
  for (const next of found) for (const carried of elements.get(next)?.carries ?? []) found.add(carried);
  return [...found].flatMap((name) => elements.get(name) ?? []);
}
