import {
  type ExecutionResult,
  execute,
  type FieldNode,
  type GraphQLSchema,
  type GraphQLTypeResolver,
  isAbstractType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { Operation } from '../oracle.ts';

/** Under this name objects tell their types, where it depends on them what is selected. */
const TYPE_NAME = 't__';

const ASK_TYPE: FieldNode = {
  kind: Kind.FIELD,
  alias: { kind: Kind.NAME, value: TYPE_NAME },
  name: { kind: Kind.NAME, value: '__typename' },
};

/** The operation, but that its answer alone tells which selections are due where. */
export function selfTelling(schema: GraphQLSchema, { document, variables }: Operation): Operation {
  const types = new TypeInfo(schema);
  const SelectionSet = (set: SelectionSetNode): SelectionSetNode | undefined =>
    isAbstractType(types.getParentType()) && !set.selections.every(isPlainField)
      ? { ...set, selections: [...set.selections, ASK_TYPE] }
      : undefined;
  return {
    document: visit(document, visitWithTypeInfo(types, { SelectionSet: { leave: SelectionSet } })),
    variables,
  };
}

const isPlainField = (node: SelectionNode): boolean =>
  node.kind === Kind.FIELD && node.name.value !== '__typename';

/** Where an object does not tell its type, any that is possible will do. */
export const toldType: GraphQLTypeResolver<object, unknown> = (source, _context, { schema }, type) =>
  (own(source, TYPE_NAME) as string | undefined) ?? schema.getPossibleTypes(type)[0]?.name;

/** A property that came as data. */
export const own = (source: object, name: string | number): unknown =>
  Object.getOwnPropertyDescriptor(source, name)?.value;

/**
 * What is wrong with the form of an answer's data: graphql-js, executing the operation on nothing but them, must come to
 * the same data without an error. It would leave out what was not asked for, add what lacks, convert what does not fit
 * its type, and spread nulls.
 */
export async function formFaults(
  schema: GraphQLSchema,
  { document, variables }: Operation,
  { data }: ExecutionResult,
): Promise<readonly string[]> {
  if (!data) return [];
  const { data: again, errors = [] } = await execute({
    schema,
    document,
    variableValues: variables,
    rootValue: data,
    fieldResolver: (source, _args, _context, { path }) => own(source, path.key),
    typeResolver: toldType,
  });
  const faults = errors.map(({ message, path }) => `${message} at ${JSON.stringify(path)}`);
  const isSame = JSON.stringify(again) === JSON.stringify(data);
  return isSame ? faults : [...faults, `by its form it would be ${JSON.stringify(again)}`];
}
