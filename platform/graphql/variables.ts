import { badInput, limitExceeded, type PlatformError } from '../errors/errors.ts';
import { isStorableText } from './text.ts';

/** Bounds of a request's variables: values of all kinds counted together, and levels of nesting. */
export const MAX_VARIABLE_VALUES = 100_000;
export const MAX_VARIABLE_DEPTH = 32;

/** Fails with LIMIT_EXCEEDED or BAD_USER_INPUT (which names the value) before anything reads the variables. */
export function checkVariables(variables: Readonly<Record<string, unknown>> = {}): void {
  const budget = { left: MAX_VARIABLE_VALUES };
  for (const [name, value] of Object.entries(variables)) {
    const fault = findFault(value, 0, budget);
    if (fault) throw fault.error([name, ...fault.path]);
  }
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
