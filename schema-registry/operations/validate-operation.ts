import { type DocumentNode, GraphQLError, type GraphQLSchema, Kind, validate } from 'graphql';

/** Operations of a kind that the schema has no type for; the rules of graphql-js see nothing wrong in them. */
function rootless(api: GraphQLSchema, { definitions }: DocumentNode): GraphQLError[] {
  return definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION && !api.getRootType(node.operation)
      ? [new GraphQLError(`The schema has no ${node.operation}.`, { nodes: node })]
      : [],
  );
}

/** Why the API refuses the document; nothing when it takes it (GraphQL specification, 5). */
export const validateOperation = (api: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] => [
  ...rootless(api, document),
  ...validate(api, document),
];
