import { type ExecutionResult, GraphQLError } from 'graphql';
import { dataOf } from './answer.ts';
import type { Execute } from './execute.ts';
import type { Path } from './run.ts';

/**
 * Ends the paths of errors where the data do: a subgraph may name a field that it was asked for others' sake, or
 * anything. To be put around whatever decides by the path what the caller may know of an error.
 */
export const withKnownPaths =
  (execute: Execute): Execute =>
  async (state, request) => {
    const answer = await execute(state, request);
    const { errors } = answer;
    if (!errors) return answer;
    const data = dataOf(answer);
    return { ...answer, errors: errors.map((error) => withKnownPath(error, data)) };
  };

function withKnownPath(error: GraphQLError, data: ExecutionResult['data']): GraphQLError {
  const { message, path = [], extensions } = error;
  const known = knownLength(path, data);
  if (known === path.length) return error;
  return new GraphQLError(message, { ...(known > 0 && { path: path.slice(0, known) }), extensions });
}

/** How many steps of a path there are in the data. Below a null, any may have been; `@` is every element of a list. */
function knownLength(path: Path, data: unknown, from = 0): number {
  let value: unknown = data ?? null;
  for (let depth = from; depth < path.length && value !== null; depth += 1) {
    const step = path[depth] as string | number;
    if (step === '@' && Array.isArray(value)) return longest(path, value, depth + 1);
    if (!has(value, step)) return depth;
    value = value[step];
  }
  return path.length;
}

function longest(path: Path, items: readonly unknown[], from: number): number {
  let length = from;
  for (const item of items) {
    if (length === path.length) break;
    length = Math.max(length, knownLength(path, item, from));
  }
  return length;
}

const has = (value: unknown, step: string | number): value is Record<string | number, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  Array.isArray(value) === (typeof step === 'number') &&
  Object.hasOwn(value, step);
