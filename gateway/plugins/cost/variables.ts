import {
  coerceInputValue,
  type GraphQLInputType,
  type GraphQLSchema,
  isNonNullType,
  typeFromAST,
  type VariableDefinitionNode,
  valueFromAST,
} from 'graphql';

type Values = Readonly<Record<string, unknown>>;

/** Coerces some variables of a request; undefined when one of them does not fit. */
export type CoerceVariables = (given: Values) => Values | undefined;

/** GraphQL's "Coercing Variable Values" (6.1.2), for valid definitions; their types are looked up once. */
export function variableCoercion(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
): CoerceVariables {
  const variables = definitions.map(({ variable, type: node, defaultValue }) => {
    const type = typeFromAST(schema, node) as GraphQLInputType;
    const absent = defaultValue && { value: valueFromAST(defaultValue, type) };
    return { name: variable.name.value, type, absent };
  });
  return (given) => {
    const values: Record<string, unknown> = {};
    let fits = true;
    const misfit = () => {
      fits = false;
    };
    for (const { name, type, absent } of variables) {
      if (Object.hasOwn(given, name)) values[name] = coerceInputValue(given[name], type, misfit);
      else if (absent) values[name] = absent.value;
      else if (isNonNullType(type)) misfit();
    }
    return fits ? values : undefined;
  };
}
