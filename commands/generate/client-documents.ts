import { codegen } from '@graphql-codegen/core';
import * as documentNodePlugin from '@graphql-codegen/typed-document-node';
import * as operationsPlugin from '@graphql-codegen/typescript-operations';
import { parse } from 'graphql';
import type { OperationFile } from 'schema-registry/operations/check-operations';

export const CLIENT_DOCUMENTS = 'clients/typescript/documents.ts';

/** Scalars as clients see them: all are text, but for JSON. */
const SCALARS = { ID: 'string', DateTime: 'string', BigInt: 'string', Cursor: 'string', JSON: 'unknown' };

const HEADER = '// Made by `npm run generate` from clients/operations: edit those, not this file.\n';

/** Typed documents of the clients' operations, which must be valid. */
export async function clientDocuments(apiSdl: string, operations: readonly OperationFile[]): Promise<string> {
  const text = await codegen({
    filename: CLIENT_DOCUMENTS,
    schema: parse(apiSdl),
    documents: operations.map(({ path, document }) => ({ location: path, document })),
    plugins: [{ 'typescript-operations': {} }, { 'typed-document-node': {} }],
    pluginMap: { 'typescript-operations': operationsPlugin, 'typed-document-node': documentNodePlugin },
    config: {
      scalars: SCALARS,
      strictScalars: true,
      enumType: 'string-literal',
      enumsAsTypes: true,
      immutableTypes: true,
      useTypeImports: true,
      emitLegacyCommonJSImports: false,
      importExtension: '.ts',
      optimizeDocumentNode: true,
      skipTypename: true,
      skipTypeNameForRoot: true,
    },
  });
  return `${HEADER}${text}`;
}
