import {
  buildASTSchema,
  type ConstDirectiveNode,
  type DocumentNode,
  type GraphQLSchema,
  parse,
} from 'graphql';
import type { ApiVersion } from './api-version.ts';
import { definitionsOf } from './definitions.ts';
import { type Arguments, type FeatureDirective, featureReader } from './feature-directives.ts';
import { type Reach, reachOf } from './reach.ts';

/** A version of the API in the form that the rules compare. */
export interface ApiSchema extends Reach {
  readonly schema: GraphQLSchema;
  /** What the supergraph defines, though clients may not see it. */
  readonly isDefined: (coordinate: string) => boolean;
  /** The arguments of each application of the directive to an element. */
  readonly applied: (directive: FeatureDirective, coordinate: string) => readonly Arguments[];
}

const UNLOCATED = { noLocation: true };

function directivesIn(document: DocumentNode): ReadonlyMap<string, readonly ConstDirectiveNode[]> {
  const directives = new Map<string, readonly ConstDirectiveNode[]>();
  for (const [coordinate, node] of definitionsOf(document))
    directives.set(coordinate, [...(directives.get(coordinate) ?? []), ...(node.directives ?? [])]);
  return directives;
}

/** Other subgraphs come upon it by its key, also where the schema is a subgraph composed alone. */
const hasKey = ({ name, arguments: args = [] }: ConstDirectiveNode): boolean =>
  name.value === 'key' ||
  (name.value === 'join__type' && args.some((argument) => argument.name.value === 'key'));

/** Throws a GraphQLError when an SDL is none. */
export function readApi({ apiSdl, supergraphSdl = apiSdl }: ApiVersion): ApiSchema {
  const valid = { assumeValid: true, assumeValidSDL: true };
  const schema = buildASTSchema(parse(apiSdl, UNLOCATED), valid);
  const document = parse(supergraphSdl, UNLOCATED);
  const directives = directivesIn(document);
  const read = featureReader(document);
  const isEntity = (type: string) => directives.get(type)?.some(hasKey) ?? false;
  return {
    schema,
    isDefined: (coordinate) => directives.has(coordinate),
    applied: (directive, coordinate) => read(directive, directives.get(coordinate) ?? []),
    ...reachOf(schema, isEntity),
  };
}
