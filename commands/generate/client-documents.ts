import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codegen } from '@graphql-codegen/core';
import * as documentNodePlugin from '@graphql-codegen/typed-document-node';
import * as operationsPlugin from '@graphql-codegen/typescript-operations';
import { parse, Source } from 'graphql';

const OPERATIONS = 'clients/operations';
export const CLIENT_DOCUMENTS = 'clients/typescript/documents.ts';

/** Scalars as clients see them: all are text, but for JSON. */
const SCALARS = { ID: 'string', DateTime: 'string', BigInt: 'string', Cursor: 'string', JSON: 'unknown' };

const HEADER = '// Made by `npm run generate` from clients/operations: edit those, not this file.\n';

function operations(folder: string) {
  return readdirSync(join(folder, OPERATIONS))
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => {
      const location = `${OPERATIONS}/${name}`;
      const text = readFileSync(join(folder, location), 'utf8');
      return { location, document: parse(new Source(text, location)) };
    });
}

/** Typed documents of all client operations. Throws when an operation is not valid against the API schema. */
export async function clientDocuments(folder: string, apiSdl: string): Promise<string> {
  const text = await codegen({
    filename: CLIENT_DOCUMENTS,
    schema: parse(apiSdl),
    documents: operations(folder),
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
