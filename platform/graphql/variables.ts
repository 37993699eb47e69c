import {
  coerceInputValue,
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  isInputType,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';
import { badInput, limitExceeded, type PlatformError } from '../errors/errors.ts';
import { isStorableText } from './text.ts';

/** Bounds of a request's variables: values of all kinds counted together, and levels of nesting. */
export const MAX_VARIABLE_VALUES = 100_000;
export const MAX_VARIABLE_DEPTH = 32;

/** After so many misfits no more are named. */
const MAX_VARIABLE_ERRORS = 50;

/** Fails with LIMIT_EXCEEDED or BAD_USER_INPUT (which names the value) before anything reads the variables. */
export function checkVariables(variables: Readonly<Record<string, unknown>> = {}): void {
  const budget = { left: MAX_VARIABLE_VALUES };
  for (const [name, value] of Object.entries(variables)) {
    const fault = findFault(value, 0, budget);
    if (fault) throw fault.error([name, ...fault.path]);
  }
}

/** What of the variables does not fit its type: BAD_USER_INPUT with GraphQL's own message, and the path of the value. */
export function variableErrors(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  variables: Readonly<Record<string, unknown>>,
): readonly GraphQLError[] | undefined {
  const { errors } = getVariableValues(schema, definitions, variables, { maxErrors: MAX_VARIABLE_ERRORS });
  if (!errors) return undefined;
  const paths = misfits(schema, definitions, variables);
  return errors.map(({ message, nodes }, index) => {
    const originalError = badInput(message, paths[index]);
    const extensions = { ...originalError.details, code: originalError.code };
    return new GraphQLError(message, { nodes, originalError, extensions });
  });
}

/** The paths of the values at fault, in the order of GraphQL's errors, which have them in their messages only. */
function misfits(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  variables: Readonly<Record<string, unknown>>,
): readonly (readonly string[])[] {
  const paths: string[][] = [];
  for (const { variable, type, defaultValue } of definitions) {
    const name = variable.name.value;
    const inputType = typeFromAST(schema, type);
    if (!isInputType(inputType) || (defaultValue && !Object.hasOwn(variables, name))) continue;
    coerceInputValue(variables[name], inputType, (path) => paths.push([name, ...path.map(String)]));
  }
  return paths;
}

interface Fault {
  readonly error: (path: readonly string[]) => PlatformError;
  /** Outermost first; made on the way back, so that what is in order costs nothing. */
  readonly path: readonly string[];
}

const at = (error: Fault['error']): Fault => ({ error, path: [] });

function findFault(value: unknown, depth: number, budget: { left: number }): Fault | undefined {
  budget.left -= 1;
  if (budget.left < 0) return at(() => limitExceeded('MAX_VARIABLE_VALUES', MAX_VARIABLE_VALUES));
  if (depth > MAX_VARIABLE_DEPTH) {
    return at((path) => limitExceeded('MAX_VARIABLE_DEPTH', MAX_VARIABLE_DEPTH, path));
  }
  if (typeof value === 'string') return isStorableText(value) ? undefined : at(unstorable);
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, item] of Object.entries(value)) {
    const fault = findFault(item, depth + 1, budget);
    if (fault) return { ...fault, path: [name, ...fault.path] };
  }
  return undefined;
}

const unstorable = (path: readonly string[]): PlatformError =>
  badInput(`"$${path.join('.')}" has text with NUL characters or half surrogate pairs.`, path);
