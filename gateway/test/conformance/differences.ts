import type { Case, ExpectedError } from './suite.ts';

/** An answer as a client gets it. */
export interface Given {
  readonly data?: unknown;
  readonly errors?: readonly GivenError[] | undefined;
}

interface GivenError {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** What is wrong with an answer: data that differ (their order too, if it counts), errors that lack or are too many. */
export function differencesOf(
  expected: Case,
  given: Given,
  { order, codes }: { readonly order: boolean; readonly codes: boolean },
): string[] {
  const text = (data: unknown) => JSON.stringify(data, order ? undefined : inNameOrder);
  const [is, due] = [text(given.data), text(expected.data)];
  return [
    ...(is === due ? [] : [`data: ${is}\nexpected: ${due}`]),
    ...errorDifferences(expected, given, codes),
  ];
}

function errorDifferences({ errors: expected = [] }: Case, { errors = [] }: Given, codes: boolean): string[] {
  if (expected === 'some') return errors.length > 0 ? [] : ['missing: an error'];
  const left = [...errors];
  const missing = [...expected].sort(pathsFirst).filter((error) => {
    const found = left.findIndex((one) => matches(error, one, codes));
    return found < 0 || left.splice(found, 1).length === 0;
  });
  return [
    ...missing.map((error) => `missing: ${JSON.stringify(error)}`),
    ...left.map((error) => `unexpected: ${JSON.stringify(error)}`),
  ];
}

/** For JSON.stringify: fields by their names. */
export const inNameOrder = (_name: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** Those without a path take what is left over. */
const pathsFirst = (a: ExpectedError, b: ExpectedError): number => Number(!a.path) - Number(!b.path);

const matches = (expected: ExpectedError, given: GivenError, codes: boolean): boolean =>
  (!expected.path || expected.path.join() === given.path?.join()) &&
  (!codes || !expected.code || given.extensions?.code === expected.code);
