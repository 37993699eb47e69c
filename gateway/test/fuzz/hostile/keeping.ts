import {
  type ExecutionResult,
  execute,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  responsePathAsArray,
} from 'graphql';
import { withoutNonNull } from '../nullable.ts';
import type { Operation } from '../oracle.ts';
import { own, toldType } from './form.ts';

type Path = readonly (string | number)[];

/** What stands in two answers at the same place. */
interface Pair {
  readonly before: object;
  readonly after: object;
}

/** Fields of which nothing is said: those that may differ, with all that is below them. */
type MayDiffer = (type: string, field: string) => boolean;

/**
 * Compares two answers to one operation: whatever is there before must be there after, the same, or be null for an
 * error that is told. Gives what is not so.
 */
export function createKeeping(schema: GraphQLSchema) {
  const nullable = withoutNonNull(schema);
  return async (
    { document, variables }: Operation,
    before: ExecutionResult,
    after: ExecutionResult,
    mayDiffer: MayDiffer = () => false,
  ): Promise<readonly string[]> => {
    const faults: string[] = [];
    const keep = keeper(after, faults);
    const fieldResolver: GraphQLFieldResolver<Pair, unknown> = (pair, _args, _context, info) => {
      const { path, parentType, fieldName } = info;
      if (mayDiffer(parentType.name, fieldName)) return null;
      return keep(own(pair.before, path.key), own(pair.after, path.key), responsePathAsArray(path));
    };
    await execute({
      schema: nullable,
      document,
      variableValues: variables,
      rootValue: keep(before.data, after.data, []),
      fieldResolver,
      typeResolver: (pair: Pair, ...rest) => toldType(pair.before, ...rest),
    });
    return faults;
  };
}

/** Compares two values; gives what is still to be compared: pairs of objects, in lists as they are. */
function keeper({ errors = [] }: ExecutionResult, faults: string[]) {
  const isExplained = (path: Path): boolean =>
    errors.some((error) => !error.path || startsWith(error.path, path));
  return function keep(before: unknown, after: unknown, path: Path): unknown {
    if (before === null || before === undefined) return null;
    if ((after ?? null) === null) {
      if (!isExplained(path)) faults.push(`no error at ${JSON.stringify(path)}`);
      return null;
    }
    if (Array.isArray(before) && Array.isArray(after) && before.length === after.length)
      return before.map((item, index) => keep(item, after[index], [...path, index]));
    if (isObject(before) && isObject(after)) return { before, after };
    if (before !== after)
      faults.push(`${JSON.stringify(after)} at ${JSON.stringify(path)}, not ${JSON.stringify(before)}`);
    return null;
  };
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `@` is any element of a list. */
const startsWith = (path: Path, start: Path): boolean =>
  start.every((step, index) => path[index] === step || (path[index] === '@' && typeof step === 'number'));
