import type { ErrorCode } from 'platform/errors/errors';
import type { FetchError, Path } from '../run.ts';
import { createCoverage, type Explanation } from './coverage.ts';

/** A step of the answer and the way to it. */
export interface At {
  readonly up: At | undefined;
  readonly step: string | number;
}

/** One completion of values, with errors (section 6.4.3 and 6.4.4 of the specification). */
export interface Completion {
  /** Errors that completion itself has found so far. */
  readonly errors: FetchError[];
  /** Null where null may not be: an error, unless one is known that explains it. */
  missing(at: At, coordinate: string): void;
  /** A value that the type does not have. */
  invalid(at: At, coordinate: string): void;
  /** An object whose type is not known, or cannot stand there: an error, unless one is known that explains it. */
  untyped(at: At, coordinate: string): void;
  /** A field that nothing was fetched for. */
  unplanned(at: At, coordinate: string): void;
}

export function createCompletion(known: readonly Explanation[]): Completion {
  const errors: FetchError[] = [];
  const isCovered = createCoverage(known);
  const add = (path: Path, message: string, code: ErrorCode = 'SUBGRAPH_RESPONSE_INVALID'): void =>
    void errors.push({ message, path, extensions: { code } });
  const addUnlessKnown = (path: Path, message: string): void => {
    if (!isCovered(path)) add(path, message);
  };
  return {
    errors,
    missing: (at, coordinate) =>
      addUnlessKnown(pathTo(at), `Cannot return null for non-nullable field ${coordinate}.`),
    invalid: (at, coordinate) => add(pathTo(at), misfit(coordinate)),
    untyped: (at, coordinate) => addUnlessKnown(pathTo(at), misfit(coordinate)),
    unplanned: (at, coordinate) =>
      add(pathTo(at), `No subgraph can give ${coordinate} where it is asked for.`, 'OPERATION_UNRESOLVABLE'),
  };
}

const misfit = (coordinate: string): string => `The value of ${coordinate} does not fit its type.`;

function pathTo(at: At): Path {
  const path: (string | number)[] = [];
  for (let step: At | undefined = at; step; step = step.up) path.push(step.step);
  return path.reverse();
}
