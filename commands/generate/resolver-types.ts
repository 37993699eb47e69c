import { existsSync } from 'node:fs';
import { codegen } from '@graphql-codegen/core';
import * as typescriptPlugin from '@graphql-codegen/typescript';
import * as resolversPlugin from '@graphql-codegen/typescript-resolvers';
import { parse } from 'graphql';
import { loadConfig } from 'platform/config/config';
import { z } from 'zod';

/** What resolvers give and take for each scalar: the platform's own types. Federation's own scalar is text. */
const SCALARS = {
  ID: 'string',
  DateTime: 'platform/kernel/clock#Instant',
  BigInt: 'bigint',
  Cursor: 'string',
  JSON: 'platform/kernel/json#Json',
  _FieldSet: 'string',
};

/** Object types whose value is the same in every subgraph. */
const SHARED_MAPPERS = { Money: 'platform/kernel/money#Money' };

const mapperFile = z.record(z.string(), z.string().regex(/^[^#]+#\w+$/, 'expected path#Type'));

/**
 * `schema/mappers.json` of a subgraph: GraphQL object type → the type its resolvers get as parent, as
 * `./path/in/the/subgraph.ts#Type` or `package/path#Type`.
 */
function mappersOf(folder: string): Record<string, string> {
  const file = `${folder}/schema/mappers.json`;
  const own = existsSync(file) ? loadConfig(mapperFile, { file }) : {};
  return { ...SHARED_MAPPERS, ...own };
}

/** The alias keeps a domain type apart from the GraphQL type of the same name. */
const modelImport = ([graphqlType, path]: [string, string]): [string, string] => [
  graphqlType,
  `${path.replace(/^\.\//, '../')} as ${graphqlType}Model`,
];

/** The TypeScript types of a subgraph's resolvers; they go to `<folder>/generated/resolvers.ts`. */
export function resolverTypes(folder: string, sdl: string): Promise<string> {
  return codegen({
    filename: `${folder}/generated/resolvers.ts`,
    schema: parse(sdl),
    documents: [],
    plugins: [{ typescript: {} }, { 'typescript-resolvers': {} }],
    pluginMap: { typescript: typescriptPlugin, 'typescript-resolvers': resolversPlugin },
    config: {
      federation: true,
      contextType: '../context.ts#Context',
      mappers: Object.fromEntries(Object.entries(mappersOf(folder)).map(modelImport)),
      scalars: SCALARS,
      strictScalars: true,
      enumsAsTypes: true,
      immutableTypes: true,
      useTypeImports: true,
      emitLegacyCommonJSImports: false,
      importExtension: '.ts',
      resolversNonOptionalTypename: { unionMember: true },
      optionalResolveType: true,
      makeResolverTypeCallable: true,
    },
  });
}
