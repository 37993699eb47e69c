import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { concatAST, type DocumentNode, type GraphQLSchema, parse, Source } from 'graphql';
import { withFreshReads } from './fresh-reads.ts';
import { moneyResolvers } from './money.ts';
import { scalars } from './scalars.ts';

const SHARED = join(import.meta.dirname, 'shared.graphql');

/** The event graph is a subgraph of its own, served by the gateway. */
const EVENT_GRAPH = 'live.graphql';

/** The SDL files of a subgraph in a fixed order: what all share, then its `schema` folder without live.graphql. */
export function schemaFiles(schemaDir: string): readonly string[] {
  const own = readdirSync(schemaDir)
    .filter((name) => name.endsWith('.graphql') && name !== EVENT_GRAPH)
    .sort();
  return [SHARED, ...own.map((name) => join(schemaDir, name))];
}

/** The type definitions of a subgraph. Syntax errors name file and line. */
export const subgraphTypeDefs = (schemaDir: string): DocumentNode =>
  concatAST(schemaFiles(schemaDir).map((file) => parse(new Source(readFileSync(file, 'utf8'), file))));

/**
 * The executable schema of the SDL in `schemaDir`; scalars and Money come along. `resolvers` is by type and field, of
 * the subgraph's generated type.
 *
 * @example buildSchema(join(import.meta.dirname, 'schema'), { Query, Mutation, Account } satisfies Resolvers);
 */
export const buildSchema = (
  schemaDir: string,
  { Mutation, ...others }: { readonly Mutation?: object },
): GraphQLSchema => {
  const mutations = Mutation && { Mutation: withFreshReads({ ...Mutation }) };
  const resolvers = { ...scalars, ...moneyResolvers, ...others, ...mutations };
  return buildSubgraphSchema([{ typeDefs: subgraphTypeDefs(schemaDir), resolvers }]);
};
