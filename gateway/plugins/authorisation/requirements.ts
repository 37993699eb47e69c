import { type ConstDirectiveNode, valueFromASTUntyped } from 'graphql';
import type { Actor } from 'platform/auth/actor';
import { SECURITY_FEATURES, type SupergraphState } from '../../supergraph/state.ts';

/**
 * One thing asked of the caller. `anyOf` is an OR of ANDs: the caller needs all of one of the lists. An empty
 * OR is never satisfied.
 */
export type Requirement =
  | { readonly kind: 'authenticated' }
  | { readonly kind: 'scopes'; readonly anyOf: readonly (readonly string[])[] }
  | { readonly kind: 'policies'; readonly anyOf: readonly (readonly string[])[] };

/** The names that the three directives have in this supergraph: a `@link` may rename them. */
export interface DirectiveNames {
  readonly authenticated: string | undefined;
  readonly requiresScopes: string | undefined;
  readonly policy: string | undefined;
}

export function directiveNames(state: SupergraphState): DirectiveNames {
  const nameOf = (feature: keyof typeof SECURITY_FEATURES): string | undefined =>
    state.supergraph.schema.coreFeatures
      ?.getByIdentity(SECURITY_FEATURES[feature])
      ?.directiveNameInSchema(feature);
  return {
    authenticated: nameOf('authenticated'),
    requiresScopes: nameOf('requiresScopes'),
    policy: nameOf('policy'),
  };
}

/** The requirements written on one element. Throws for an argument that is not a list of lists of text. */
export function requirementsIn(
  directives: readonly ConstDirectiveNode[] | undefined,
  names: DirectiveNames,
): readonly Requirement[] {
  return (directives ?? []).flatMap((directive): Requirement[] => {
    const name = directive.name.value;
    if (name === names.authenticated) return [{ kind: 'authenticated' }];
    if (name === names.requiresScopes) return [{ kind: 'scopes', anyOf: listsOf(directive, 'scopes') }];
    if (name === names.policy) return [{ kind: 'policies', anyOf: listsOf(directive, 'policies') }];
    return [];
  });
}

function listsOf(directive: ConstDirectiveNode, argument: string): readonly (readonly string[])[] {
  const node = directive.arguments?.find(({ name }) => name.value === argument)?.value;
  const value: unknown = node && valueFromASTUntyped(node);
  if (!isListOfLists(value))
    throw new Error(`@${directive.name.value} needs ${argument}: [[String!]!]! in the supergraph.`);
  return value;
}

const isListOfLists = (value: unknown): value is string[][] =>
  Array.isArray(value) &&
  value.every((list) => Array.isArray(list) && list.every((entry) => typeof entry === 'string'));

/** Whether the caller fulfils a requirement. `allows` tells the verdict of a policy by its name. */
export function fulfils(
  requirement: Requirement,
  actor: Actor | undefined,
  allows: (policy: string) => boolean,
): boolean {
  switch (requirement.kind) {
    case 'authenticated':
      return actor !== undefined;
    case 'scopes':
      return requirement.anyOf.some(
        (all) => actor !== undefined && all.every((scope) => actor.scopes.has(scope)),
      );
    case 'policies':
      return requirement.anyOf.some((all) => all.every(allows));
  }
}
