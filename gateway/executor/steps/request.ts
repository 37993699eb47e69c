import type { FetchNode } from '@apollo/query-planner';
import type { SubgraphOperation } from '../../data-source/data-source.ts';
import type { Json, Variables } from '../run.ts';
import type { PlanContext } from './plan-context.ts';

/** The operation of a fetch, but for its variables. */
export interface FetchRequest {
  /** With the client's variables that it uses, and the representations of entities as JSON. */
  with(variables: Variables, representations?: readonly string[]): SubgraphOperation;
}

/** Prints once what is the same in every request. */
export function compileRequest(
  { operation, operationName, operationKind, variableUsages = [] }: FetchNode,
  { clientName }: Pick<PlanContext, 'clientName'>,
): FetchRequest {
  const kind = operationKind === 'mutation' ? 'mutation' : 'query';
  const named = operationName ? `"operationName":${JSON.stringify(operationName)},` : '';
  const prefix = `{"query":${JSON.stringify(operation)},${named}"variables":`;
  const names = variableUsages.map((name) => [name, clientName(name)] as const);
  const used = (variables: Variables): Json => pick(variables, names);
  return {
    with: (variables, representations) => ({
      query: operation,
      operationName,
      kind,
      get variables() {
        if (!representations) return used(variables);
        return { ...used(variables), representations: JSON.parse(listOf(representations)) };
      },
      get body() {
        const own = variableUsages.length > 0 ? JSON.stringify(used(variables)) : '{}';
        if (!representations) return `${prefix}${own}}`;
        const more = own === '{}' ? '' : `,${own.slice(1, -1)}`;
        return `${prefix}{"representations":${listOf(representations)}${more}}}`;
      },
    }),
  };
}

const listOf = (texts: readonly string[]): string => `[${texts.join()}]`;

function pick(variables: Variables, names: readonly (readonly [planned: string, client: string])[]): Json {
  const picked: Json = {};
  for (const [planned, client] of names)
    if (Object.hasOwn(variables, client) && variables[client] !== undefined)
      picked[planned] = variables[client];
  return picked;
}
