import { buildASTSchema, type ConstDirectiveNode, type GraphQLSchema, parse } from 'graphql';
import type { ApiVersion } from './api-version.ts';
import { definitionsOf } from './definitions.ts';
import { type Reach, reachOf } from './reach.ts';

/** A version of the API in the form that the rules compare. */
export interface ApiSchema extends Reach {
  readonly schema: GraphQLSchema;
  /** What is defined in the supergraph, though clients may not see it. */
  readonly defined: ReadonlySet<string>;
  /** The directives on an element, under the names they have there. */
  readonly directivesOn: (coordinate: string) => readonly ConstDirectiveNode[];
}

/** Throws what the parser throws when the SDL is none. */
export function readApi({ apiSdl, supergraphSdl = apiSdl }: ApiVersion): ApiSchema {
  const schema = buildASTSchema(parse(apiSdl, { noLocation: true }), {
    assumeValid: true,
    assumeValidSDL: true,
  });
  const directives = new Map<string, ConstDirectiveNode[]>();
  for (const [coordinate, node] of definitionsOf(parse(supergraphSdl, { noLocation: true })))
    directives.set(coordinate, [...(directives.get(coordinate) ?? []), ...(node.directives ?? [])]);
  const directivesOn = (coordinate: string) => directives.get(coordinate) ?? [];
  const isEntity = (type: string) => directivesOn(type).some(({ name }) => name.value === 'key');
  return { schema, defined: new Set(directives.keys()), directivesOn, ...reachOf(schema, isEntity) };
}
