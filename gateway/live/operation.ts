import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { Actor } from 'platform/auth/actor';
import { badInput } from 'platform/errors/errors';
import { present } from 'platform/kernel/assert';
import type { OperationRequest } from '../executor/execute.ts';

/**
 * Refuses conditions on the root field of a subscription: an operation that subscribes to nothing has no events.
 * The document must be valid.
 */
export function refuseConditionalRoot(document: DocumentNode, operation: OperationDefinitionNode): void {
  const fragments = new Map(
    document.definitions
      .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const check = (selections: readonly SelectionNode[]): void => {
    for (const selection of selections) {
      if (selection.directives?.some(({ name }) => name.value === 'skip' || name.value === 'include'))
        throw badInput('The root field of a subscription takes neither @skip nor @include.');
      if (selection.kind === Kind.INLINE_FRAGMENT) check(selection.selectionSet.selections);
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        check(
          present(fragments.get(selection.name.value), 'a spread fragment exists').selectionSet.selections,
        );
      }
    }
  };
  check(operation.selectionSet.selections);
}

/**
 * What decides the answer to an event besides the event: the same key, the same answer. The arguments of the root
 * field choose events and are no part of it.
 */
export function viewKey(
  schema: GraphQLSchema,
  { document, operationName, variables = {}, context: { actor } }: OperationRequest,
): string {
  const used = new Set<string>();
  const types = new TypeInfo(schema);
  const text = visit(
    document,
    visitWithTypeInfo(types, {
      VariableDefinition: () => false,
      Variable: ({ name }) => void used.add(name.value),
      Field: (node) =>
        types.getParentType() === schema.getSubscriptionType() ? { ...node, arguments: [] } : undefined,
    }),
  );
  const given = [...used].sort().filter((name) => Object.hasOwn(variables, name));
  const values = given.map((name) => [name, variables[name]]);
  return JSON.stringify([print(text), operationName ?? null, values, actorKey(actor)]);
}

/** All that a policy may ask of an actor: his token too, since a policy may want a recent one. */
function actorKey(actor: Actor | undefined): unknown {
  if (!actor) return null;
  const { tenantId, kind, id, scopes, roles = [], tokenId, issuedAt, expiresAt } = actor;
  return [tenantId, kind, id, [...scopes].sort(), [...roles].sort(), tokenId, issuedAt, expiresAt];
}
