import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { getOperationAST, Kind, type OperationDefinitionNode, print } from 'graphql';

/** What goes over the wire for an operation. */
export interface OperationRequest {
  readonly query: string;
  readonly operationName?: string;
  readonly variables: Record<string, unknown>;
}

const texts = new WeakMap<object, string>();

/** Prints a document once, however often it is sent. */
function textOf(document: TypedDocumentNode<unknown, never>): string {
  const known = texts.get(document);
  if (known) return known;
  const text = print(document);
  texts.set(document, text);
  return text;
}

export const operationOf = (
  document: TypedDocumentNode<unknown, never>,
): OperationDefinitionNode | null | undefined => getOperationAST(document);

export const requestOf = (
  document: TypedDocumentNode<unknown, never>,
  variables: object,
): OperationRequest => ({
  query: textOf(document),
  operationName: operationOf(document)?.name?.value,
  variables: { ...variables },
});

/** Whether the operation can go on after a cursor. */
export const takesCursor = (document: TypedDocumentNode<unknown, never>): boolean =>
  operationOf(document)?.variableDefinitions?.some(({ variable }) => variable.name.value === 'after') ??
  false;

/** The name under which a subscription's one root field comes. */
export function rootFieldOf(document: TypedDocumentNode<unknown, never>): string | undefined {
  const field = operationOf(document)?.selectionSet.selections.find(({ kind }) => kind === Kind.FIELD);
  return field?.kind === Kind.FIELD ? (field.alias ?? field.name).value : undefined;
}
