import type { DirectiveDefinition, Supergraph } from '@apollo/federation-internals';
import { extendSchema, type GraphQLSchema, getNamedType, Kind } from 'graphql';
import { present } from 'platform/kernel/assert';

/**
 * The schema that clients see: without what is @inaccessible and without federation's own directives. Directives that
 * subgraphs compose for use in operations are in it, which Apollo's API schema leaves out with the specifications that
 * are linked for them.
 */
export function clientSchema({ schema }: Supergraph, whole: GraphQLSchema): GraphQLSchema {
  const client = schema.toAPISchema().toGraphQLJSSchema();
  const directives = schema
    .directives()
    .filter(isComposed)
    .filter((directive) => directive.hasExecutableLocations())
    .map(({ name }) => present(whole.getDirective(name), 'the same schema'))
    .filter(({ args }) => args.every(({ type }) => client.getType(getNamedType(type).name)));
  return extendSchema(client, {
    kind: Kind.DOCUMENT,
    definitions: directives.map(({ astNode }) => present(astNode, 'it was read from SDL')),
  });
}

const isComposed = (directive: DirectiveDefinition): boolean => {
  const feature = directive.schema().coreFeatures?.sourceFeature(directive)?.feature;
  return feature !== undefined && !feature.url.identity.startsWith('https://specs.apollo.dev/');
};
