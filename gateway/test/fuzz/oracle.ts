import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isListType,
  isNonNullType,
} from 'graphql';
import { withoutNonNull } from './nullable.ts';
import { isRef, type Ref, ROOTS } from './world/ref.ts';
import type { World } from './world/world.ts';

export interface Operation {
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** How an operation is answered by one schema that has all fields of all subgraphs. */
export interface Truth {
  readonly result: ExecutionResult;
  /**
   * All errors that can arise. `result` need not have them all: what stands below a null that a non-null field has
   * passed up need not be executed (GraphQL 6.4.4), so which error of several is reported there is not specified.
   */
  readonly errors: readonly GraphQLError[];
  /** The mutations, in order. */
  readonly log: readonly string[];
}

/** Executes operations with graphql-js on the API schema over a world. `createWorld` is called anew for each. */
export function createOracle(
  schema: GraphQLSchema,
  createWorld: () => World,
): (operation: Operation) => Promise<Truth> {
  const nullable = withoutNonNull(schema);
  return async (operation) => {
    const world = createWorld();
    const result = await answer(schema, operation, resolverOf(schema, world));
    const all = await answer(nullable, operation, failingOnNull(schema, resolverOf(schema, createWorld())));
    return { result, errors: all.errors ?? [], log: world.log };
  };
}

type Resolver = GraphQLFieldResolver<Ref | undefined, unknown>;

const resolverOf =
  (schema: GraphQLSchema, { answer }: World): Resolver =>
  (ref, args, _context, { fieldName, parentType, returnType }) =>
    withoutHidden(schema, returnType, answer(ref ?? ROOTS[parentType.name as 'Query'], fieldName, args));

/** What the API does not have is not there: neither an object of a type that is @inaccessible, nor such an enum value. */
function withoutHidden(schema: GraphQLSchema, type: GraphQLOutputType, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutHidden(schema, type, item));
  if (isRef(value)) return schema.getType(value.type) ? value : null;
  const named = getNamedType(type);
  return isEnumType(named) && typeof value === 'string' && !named.getValue(value) ? null : value;
}

const answer = async (
  schema: GraphQLSchema,
  { document, variables }: Operation,
  fieldResolver: Resolver,
): Promise<ExecutionResult> =>
  execute({
    schema,
    document,
    variableValues: variables,
    fieldResolver,
    typeResolver: ({ type }: Ref) => type,
  });

/** A null where `schema` has none becomes an error in its place. */
const failingOnNull =
  (schema: GraphQLSchema, resolve: Resolver): Resolver =>
  (ref, args, context, info) => {
    const type = schema.getType(info.parentType.name) as GraphQLObjectType;
    const field = type.getFields()[info.fieldName];
    const value = resolve(ref, args, context, info);
    return field ? failNulls(field.type, value) : value;
  };

function failNulls(type: GraphQLOutputType, value: unknown): unknown {
  if (isNonNullType(type)) return value === null ? new GraphQLError('null') : failNulls(type.ofType, value);
  if (isListType(type) && Array.isArray(value)) return value.map((item) => failNulls(type.ofType, item));
  return value;
}
