import { type DocumentNode, getOperationAST, type OperationDefinitionNode } from 'graphql';
import { present } from 'platform/kernel/assert';

/** The operation of a validated document that a request names; without a name, the only one. */
export const selectedOperation = (
  document: DocumentNode,
  name: string | undefined,
): OperationDefinitionNode =>
  present(getOperationAST(document, name), 'the request names an operation of its document');
