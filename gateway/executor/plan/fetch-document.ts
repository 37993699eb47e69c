import type { FetchNode } from '@apollo/query-planner';
import {
  type DocumentNode,
  type FieldNode,
  Kind,
  parse,
  print,
  type SelectionNode,
  stripIgnoredCharacters,
  visit,
} from 'graphql';
import { type InlinedOperation, inlineFragments } from '../../operations/inline-fragments.ts';
import { selectedOperation } from '../../operations/selected-operation.ts';

/** What a fetch asks for, without fragment spreads. */
export function readFetch({ operation }: FetchNode): InlinedOperation {
  const document = parse(operation, { noLocation: true });
  return inlineFragments(document, selectedOperation(document, undefined));
}

/** A fetch that asks for something else; of its variables, for those that are used. */
export function withOperation(
  { operationDocumentNode: _, ...fetch }: FetchNode,
  operation: DocumentNode | InlinedOperation,
): FetchNode {
  const used = variablesIn(operation);
  const declared = visit(operation, {
    VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null),
  });
  return {
    ...fetch,
    operation: stripIgnoredCharacters(print(declared)),
    variableUsages: (fetch.variableUsages ?? []).filter((name) => used.has(name)),
  };
}

function variablesIn(operation: DocumentNode | InlinedOperation): ReadonlySet<string> {
  const names = new Set<string>();
  visit(operation, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void names.add(name.value),
  });
  return names;
}

export interface EntityField {
  /** The type that it is selected on. */
  readonly type: string;
  readonly field: FieldNode;
}

/** The fields of the entities that a fetch asks for. */
export function entityFields({ selectionSet }: InlinedOperation): readonly EntityField[] {
  const fieldsIn = (selections: readonly SelectionNode[], type: string): readonly EntityField[] =>
    selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [{ type, field: selection }];
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
      return fieldsIn(selection.selectionSet.selections, selection.typeCondition?.name.value ?? type);
    });
  const [entities] = selectionSet.selections;
  return entities?.kind === Kind.FIELD ? fieldsIn(entities.selectionSet?.selections ?? [], '') : [];
}

/** The operation with those of the entities' fields alone. */
export function onlyFields(
  operation: InlinedOperation,
  keeps: (field: FieldNode) => boolean,
): InlinedOperation {
  const fields = new Set(entityFields(operation).map(({ field }) => field));
  return visit(operation, {
    Field: (node) => (fields.has(node) && !keeps(node) ? null : undefined),
    InlineFragment: { leave: (node) => (node.selectionSet.selections.length === 0 ? null : undefined) },
  });
}
