import type { ExecutionResult, GraphQLFormattedError } from 'graphql';
import type { Truth } from './oracle.ts';

type Path = readonly (string | number)[];

/** What of an answer, as JSON, is not as the specification says; empty when all is. */
export function differences(
  truth: Truth,
  { data = null, errors = [] }: ExecutionResult,
  log: readonly string[],
): readonly string[] {
  const expected = JSON.stringify(truth.result.data ?? null);
  const given = JSON.stringify(data);
  return [
    ...(given === expected ? [] : [`data: ${given}`, `not:  ${expected}`]),
    ...missingErrors(truth, errors),
    ...(mayStop(truth) ? [] : wrongErrors(truth, errors)),
    ...logDifference(truth, log),
  ];
}

/** Each null that an error left behind must have an error at it or below: below, any of those that can arise will do. */
function missingErrors(
  { result, errors }: Truth,
  given: readonly GraphQLFormattedError[],
): readonly string[] {
  const places = new Set(errors.map(({ path = [] }) => JSON.stringify(nullPlace(result.data, path))));
  return [...places]
    .filter((place) => !given.some(({ path = [] }) => startsWith(path, JSON.parse(place))))
    .map((place) => `no error at ${place}`);
}

/**
 * Each error must be one that can arise, and what the subgraph said. It is told once, but for a field that several
 * subgraphs share and were asked for: then once by each.
 */
function wrongErrors({ errors }: Truth, given: readonly GraphQLFormattedError[]): readonly string[] {
  const possible = new Map(errors.map((error) => [JSON.stringify(error.path), error]));
  const told = new Set<string>();
  return given.flatMap((error) => {
    const path = JSON.stringify(error.path);
    const expected = possible.get(path);
    const isOther =
      expected?.extensions.code !== undefined &&
      (error.message !== expected.message || error.extensions?.code !== expected.extensions.code);
    const whole = JSON.stringify(error);
    const wrong = !expected || isOther || told.has(whole);
    told.add(whole);
    return wrong ? [`error: ${whole}`, `not:   ${JSON.stringify(expected)}`] : [];
  });
}

/**
 * A null at the root may stop the mutations that are left (GraphQL 6.4.4), and need not: a subgraph may stop where the
 * gateway goes on, and what comes after depends on that.
 */
const mayStop = ({ result, log }: Truth): boolean => !result.data && log.length > 0;

function logDifference(truth: Truth, log: readonly string[]): readonly string[] {
  const { log: expected } = truth;
  const done = mayStop(truth) ? log.slice(0, expected.length) : log;
  if (done.join('\n') === expected.join('\n')) return [];
  return [`mutations: ${log.join(', ')}`, `not:       ${expected.join(', ')}`];
}

/** Where on the way to an error the data end in null. */
function nullPlace(data: unknown, path: Path): Path {
  let value = data ?? null;
  for (const [depth, key] of path.entries()) {
    if (value === null) return path.slice(0, depth);
    value = (value as Record<string | number, unknown>)[key] ?? null;
  }
  return path;
}

const startsWith = (path: Path, prefix: Path): boolean => prefix.every((key, index) => path[index] === key);
