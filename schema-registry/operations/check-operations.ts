import { type DocumentNode, type GraphQLError, type GraphQLSchema, getOperationAST } from 'graphql';
import type { Finding } from '../findings.ts';
import { validateOperation } from './validate-operation.ts';

/** A file of `clients/operations`: one named operation. */
export interface OperationFile {
  /** Relative to the configuration's folder. */
  readonly path: string;
  readonly document: DocumentNode;
}

/** An operation that the API refuses, by its file and line. */
export const invalidOperation = ({ message, nodes, locations }: GraphQLError): Finding => ({
  rule: 'operation/invalid',
  severity: 'error',
  message,
  file: nodes?.[0]?.loc?.source.name,
  line: locations?.[0]?.line,
});

/** One operation a file, of the file's own name: so its name is unique and it is found at once. */
function misnamed({ path, document }: OperationFile): Finding[] {
  const name = getOperationAST(document)?.name?.value;
  if (path.endsWith(`/${name}.graphql`)) return [];
  const message = `expected one operation, named as the file, and found ${name ?? 'none or several'}`;
  return [{ rule: 'operation/name', severity: 'error', message, file: path, line: 1 }];
}

/** What stands in the way of the operations on this API, by file and line. */
export const checkOperations = (api: GraphQLSchema, files: readonly OperationFile[]): Finding[] =>
  files.flatMap((file) => [
    ...misnamed(file),
    ...validateOperation(api, file.document).map(invalidOperation),
  ]);
