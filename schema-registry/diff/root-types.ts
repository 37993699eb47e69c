import { type GraphQLSchema, OperationTypeNode } from 'graphql';

/** Root types of the same operation with different names: what it is called now → what it was called. */
export function rootRenames(before: GraphQLSchema, after: GraphQLSchema): ReadonlyMap<string, string> {
  const renames = Object.values(OperationTypeNode).flatMap((operation): [string, string][] => {
    const [old, now] = [before.getRootType(operation), after.getRootType(operation)];
    return old && now && old.name !== now.name ? [[now.name, old.name]] : [];
  });
  return new Map(renames);
}

export const isRootType = (schema: GraphQLSchema, name: string): boolean =>
  Object.values(OperationTypeNode).some((operation) => schema.getRootType(operation)?.name === name);
