import type { FetchNode } from '@apollo/query-planner';
import type { SubgraphOperation } from '../../data-source/data-source.ts';
import type { Json, Variables } from '../run.ts';
import type { PlanContext } from './plan-context.ts';

/** The operation of a fetch, but for its variables. */
export interface FetchRequest {
  /** With the client's variables that it uses, the representations of entities as JSON, and variables of their contexts. */
  with(variables: Variables, representations?: readonly string[], contexts?: Variables): SubgraphOperation;
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
  const used = (variables: Variables, contexts: Variables | undefined): Json => ({
    ...pick(variables, names),
    ...contexts,
  });
  return {
    with: (variables, representations, contexts) => ({
      query: operation,
      operationName,
      kind,
      get variables() {
        if (!representations) return used(variables, contexts);
        return { ...used(variables, contexts), representations: JSON.parse(listOf(representations)) };
      },
      get body() {
        const own = variableUsages.length > 0 ? JSON.stringify(used(variables, contexts)) : '{}';
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
