import { type ASTNode, type GraphQLSchema, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type { InlinedOperation } from '../../operations/inline-fragments.ts';
import type { CostRules } from './cost-rules.ts';

type Variables = Readonly<Record<string, unknown>>;

/**
 * What of an operation's variables decides its cost, as a key: values that are sizes or conditions, the shape of
 * input objects and lists; of all other values only whether they are there.
 */
export function costKey(
  schema: GraphQLSchema,
  rules: CostRules,
  operation: InlinedOperation,
): (variables: Variables) => string {
  const deciding = decidingVariables(schema, rules, operation);
  const names = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
  return (variables) =>
    JSON.stringify(
      names.map((name) => {
        const value = variables[name];
        return deciding.has(name) || typeof value === 'object' ? (value ?? null) : value !== undefined;
      }),
      (_key, value: unknown) => (typeof value === 'string' ? '' : value),
    );
}

/** The variables in conditions and in slicing arguments. */
function decidingVariables(
  schema: GraphQLSchema,
  rules: CostRules,
  operation: InlinedOperation,
): ReadonlySet<string> {
  const deciding = new Set<string>();
  const addVariablesIn = (node: ASTNode) =>
    void visit(node, { Variable: ({ name }) => void deciding.add(name.value) });
  const types = new TypeInfo(schema);
  const visitor = visitWithTypeInfo(types, {
    Directive: addVariablesIn,
    Field: ({ name, arguments: given = [] }) => {
      const rule = rules.listSizeOf(`${types.getParentType()?.name}.${name.value}`);
      const slicing = rule?.slicingArguments ?? [];
      for (const argument of given) if (slicing.includes(argument.name.value)) addVariablesIn(argument);
    },
  });
  visit(operation, visitor);
  return deciding;
}
