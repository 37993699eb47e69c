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
 * What a request asks of an event, whoever asks: the same key, the same view. The arguments of the root field choose
 * events and are no part of it.
 */
export function viewKey(
  schema: GraphQLSchema,
  { document, operationName, variables = {} }: OperationRequest,
): string {
  const { text, used } = viewTextOf(schema, document);
  const given = used.filter((name) => Object.hasOwn(variables, name));
  return JSON.stringify([text, operationName ?? null, given.map((name) => [name, variables[name]])]);
}

interface ViewText {
  readonly text: string;
  /** The variables in it. */
  readonly used: readonly string[];
}

const viewTexts = new WeakMap<DocumentNode, ViewText>();

function viewTextOf(schema: GraphQLSchema, document: DocumentNode): ViewText {
  const known = viewTexts.get(document) ?? readViewText(schema, document);
  viewTexts.set(document, known);
  return known;
}

function readViewText(schema: GraphQLSchema, document: DocumentNode): ViewText {
  const used = new Set<string>();
  const types = new TypeInfo(schema);
  const view = visit(
    document,
    visitWithTypeInfo(types, {
      VariableDefinition: () => false,
      Variable: ({ name }) => void used.add(name.value),
      Field: (node) =>
        types.getParentType() === schema.getSubscriptionType() ? { ...node, arguments: [] } : undefined,
    }),
  );
  return { text: print(view), used: [...used].sort() };
}
