import { type GraphQLResolveInfo, type OperationDefinitionNode, valueFromASTUntyped } from 'graphql';
import { present } from '../kernel/assert.ts';

type Variables = Readonly<Record<string, unknown>>;

/**
 * A mutation's `input` as the caller sent it, before the schema's defaults were filled in: idempotency compares this,
 * so that a default may change without making yesterday's retry a conflict. `variables` are the request's own.
 */
export function inputBeforeDefaults(info: GraphQLResolveInfo, variables: Variables = {}): object {
  const argument = info.fieldNodes[0]?.arguments?.find(({ name }) => name.value === 'input');
  const value = present(argument, 'a mutation has an input').value;
  return valueFromASTUntyped(value, { ...defaultsOf(info.operation), ...variables }) as object;
}

/** The document's own defaults are the caller's. */
const defaultsOf = ({ variableDefinitions = [] }: OperationDefinitionNode): Variables =>
  Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
    ),
  );
