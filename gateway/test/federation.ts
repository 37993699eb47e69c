import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type DocumentNode, execute, type GraphQLSchema, parse, validate } from 'graphql';
import { type Actor, verified } from 'platform/auth/actor';
import type { TokenVerifier } from 'platform/auth/token-verifier';
import { unauthenticated } from 'platform/errors/errors';
import { present } from 'platform/kernel/assert';
import { parseTenantId } from 'platform/kernel/ids';
import type { LocalSubgraph } from '../data-source/in-process.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: [
  "@key", "@shareable", "@requires", "@external", "@provides", "@inaccessible", "@interfaceObject",
  "@authenticated", "@requiresScopes", "@policy", "@context", "@fromContext", "@cost", "@listSize", "@override",
  "@extends", "@composeDirective"
])
`;

type Resolver = (parent: never, args: never) => unknown;
export type Resolvers = Readonly<Record<string, Readonly<Record<string, Resolver>>>>;

export interface TestSubgraph {
  readonly typeDefs: string;
  readonly resolvers?: Resolvers;
  readonly url?: string;
  /** 1: written for Federation 1, without @link. Default 2. */
  readonly version?: 1 | 2;
}

/** A composed supergraph, its subgraphs in this process, and every operation they received. */
export interface TestFederation {
  readonly supergraphSdl: string;
  readonly subgraphs: ReadonlyMap<string, LocalSubgraph>;
  readonly schemas: ReadonlyMap<string, GraphQLSchema>;
  readonly calls: { readonly subgraph: string; readonly query: string; readonly actor: Actor | undefined }[];
}

/** Composes subgraphs given by name. Throws with the first composition error. */
export function federation(definitions: Readonly<Record<string, TestSubgraph>>): TestFederation {
  const services = Object.entries(definitions).map(([name, subgraph]) => ({
    name,
    url: subgraph.url ?? `http://${name}.invalid/`,
    typeDefs: documentOf(subgraph),
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'));
  const calls: TestFederation['calls'] = [];
  const schemas = new Map(
    Object.entries(definitions).map(([name, subgraph]) => [
      name,
      buildSubgraphSchema([
        { typeDefs: documentOf(subgraph), resolvers: (subgraph.resolvers ?? {}) as never },
      ]),
    ]),
  );
  const subgraphs = new Map([...schemas].map(([name, schema]) => [name, localSubgraph(name, schema, calls)]));
  return { supergraphSdl, subgraphs, schemas, calls };
}

const documentOf = ({ typeDefs, version }: TestSubgraph): DocumentNode =>
  parse(version === 1 ? typeDefs : LINK + typeDefs);

function localSubgraph(name: string, schema: GraphQLSchema, calls: TestFederation['calls']): LocalSubgraph {
  return {
    async execute({ query, operationName, variables }, actor) {
      calls.push({ subgraph: name, query, actor });
      const document = parse(query);
      const errors = validate(schema, document);
      if (errors.length > 0) return { errors };
      return execute({ schema, document, operationName, variableValues: variables });
    },
  };
}

/** Somebody with these scopes. */
export const actorWith = (...scopes: string[]): Actor =>
  verified({
    id: 'alice',
    tenantId: present(parseTenantId('acme'), 'acme is a tenant'),
    scopes: new Set(scopes),
    kind: 'user',
  });

/** Takes `scopes:a,b` for the token of somebody with these scopes, and nothing else for a token. */
export const testTokens: TokenVerifier = async (token) => {
  if (!token.startsWith('scopes:')) throw unauthenticated();
  return actorWith(...token.slice('scopes:'.length).split(',').filter(Boolean));
};
