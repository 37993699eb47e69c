import type { Actor } from 'platform/auth/actor';
import { SECURITY_FEATURES, type SupergraphState } from '../../supergraph/state.ts';
import { argumentOf, type Documented, directivesOn } from './directives.ts';

/**
 * One thing asked of the caller. `anyOf` is an OR of ANDs: the caller needs all of one of the lists. An empty
 * OR is never satisfied.
 */
export type Requirement =
  | { readonly kind: 'authenticated' }
  | { readonly kind: 'scopes'; readonly anyOf: readonly (readonly string[])[] }
  | { readonly kind: 'policies'; readonly anyOf: readonly (readonly string[])[] };

/** The requirements written on one element, all to be fulfilled. */
export type ReadRequirements = (element: Documented) => readonly Requirement[];

/**
 * Reads the three directives by the names that they have in this supergraph. Equal requirements are the same object.
 * The reader throws for an argument that is not a list of lists of text.
 */
export function createRequirementReader(state: SupergraphState): ReadRequirements {
  const nameOf = (feature: keyof typeof SECURITY_FEATURES): string | undefined =>
    state.supergraph.schema.coreFeatures
      ?.getByIdentity(SECURITY_FEATURES[feature])
      ?.directiveNameInSchema(feature);
  const authenticated = nameOf('authenticated');
  const requiresScopes = nameOf('requiresScopes');
  const policy = nameOf('policy');
  const intern = createInterner();

  const listsOn = (element: Documented, name: string | undefined, argument: string) =>
    directivesOn(element, name).map((directive) => {
      const value = argumentOf(directive, argument);
      if (isListOfLists(value)) return value;
      throw new Error(`@${name} needs ${argument}: [[String!]!]! in the supergraph.`);
    });

  return (element) =>
    [
      ...directivesOn(element, authenticated).map((): Requirement => ({ kind: 'authenticated' })),
      ...listsOn(element, requiresScopes, 'scopes').map((anyOf): Requirement => ({ kind: 'scopes', anyOf })),
      ...listsOn(element, policy, 'policies').map((anyOf): Requirement => ({ kind: 'policies', anyOf })),
    ].map(intern);
}

const isListOfLists = (value: unknown): value is string[][] =>
  Array.isArray(value) &&
  value.every((list) => Array.isArray(list) && list.every((entry) => typeof entry === 'string'));

/** Makes equal requirements one object, so that each is judged once. */
function createInterner(): (requirement: Requirement) => Requirement {
  const known = new Map<string, Requirement>();
  return (requirement) => {
    const key = JSON.stringify(requirement);
    const same = known.get(key) ?? requirement;
    known.set(key, same);
    return same;
  };
}

/** Whether the caller fulfils a requirement. `passed` are the policies that hold for the caller. */
export function fulfils(
  requirement: Requirement,
  actor: Actor | undefined,
  passed: ReadonlySet<string>,
): boolean {
  switch (requirement.kind) {
    case 'authenticated':
      return actor !== undefined;
    case 'scopes':
      return (
        actor !== undefined && requirement.anyOf.some((all) => all.every((scope) => actor.scopes.has(scope)))
      );
    case 'policies':
      return requirement.anyOf.some((all) => all.every((policy) => passed.has(policy)));
  }
}

/** Alternatives that a caller is told. */
const MAX_ALTERNATIVES = 16;

/** Scopes that fulfil requirements, as far as scopes do: all of one of the lists. Undefined: none is asked for. */
export function scopesFor(requirements: readonly Requirement[]): readonly (readonly string[])[] | undefined {
  const asked = new Set(requirements.flatMap((each) => (each.kind === 'scopes' ? [each.anyOf] : [])));
  if (asked.size === 0) return undefined;
  return [...asked].reduce<readonly (readonly string[])[]>(
    (found, anyOf) =>
      found
        .flatMap((some) => anyOf.map((more) => [...new Set([...some, ...more])]))
        .slice(0, MAX_ALTERNATIVES),
    [[]],
  );
}
