import type { ExecutionResult, GraphQLFormattedError } from 'graphql';

const MAX_ERRORS = 1_000;

/** What is wrong with an answer's errors (GraphQL 7.1.2). Where they come from is up to the subgraphs. */
export function errorFaults({ data, errors }: ExecutionResult): readonly string[] {
  if (errors === undefined) return data ? [] : ['no data, and no errors'];
  if (!Array.isArray(errors) || errors.length === 0 || errors.length > MAX_ERRORS)
    return [`errors: ${errors.length}`];
  return errors.filter((error) => !isRight(error, data)).map((error) => `error: ${JSON.stringify(error)}`);
}

const isRight = ({ message, path, extensions }: GraphQLFormattedError, data: unknown): boolean =>
  typeof message === 'string' &&
  (path === undefined || (Array.isArray(path) && path.length > 0 && exists(data ?? null, path))) &&
  (extensions === undefined || isObject(extensions));

/** Whether a path leads through the data to something, or to a null that is in its way. `@` is any element of a list. */
function exists(value: unknown, [step, ...rest]: readonly (string | number)[]): boolean {
  if (value === null || step === undefined) return true;
  if (!Array.isArray(value))
    return isObject(value) && Object.hasOwn(value, step) && exists(value[step], rest);
  if (step === '@') return value.some((item) => exists(item, rest));
  return typeof step === 'number' && step in value && exists(value[step], rest);
}

const isObject = (value: unknown): value is Record<string | number, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
