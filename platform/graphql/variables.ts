import { badInput, limitExceeded } from '../errors/errors.ts';
import { isStorableText } from './text.ts';

/** Bounds of a request's variables: values of all kinds counted together, and levels of nesting. */
export const MAX_VARIABLE_VALUES = 100_000;
export const MAX_VARIABLE_DEPTH = 32;

/** Fails with LIMIT_EXCEEDED or BAD_USER_INPUT (which names the variable) before anything reads the variables. */
export function checkVariables(variables: Readonly<Record<string, unknown>> = {}): void {
  const budget = { left: MAX_VARIABLE_VALUES };
  for (const [name, value] of Object.entries(variables)) checkValue(value, name, 0, budget);
}

function checkValue(value: unknown, variable: string, depth: number, budget: { left: number }): void {
  budget.left -= 1;
  if (budget.left < 0) throw limitExceeded('MAX_VARIABLE_VALUES', MAX_VARIABLE_VALUES);
  if (depth > MAX_VARIABLE_DEPTH) throw limitExceeded('MAX_VARIABLE_DEPTH', MAX_VARIABLE_DEPTH);
  if (typeof value === 'string' && !isStorableText(value)) {
    throw badInput(`"$${variable}" has text with NUL characters or half surrogate pairs.`, [variable]);
  }
  if (typeof value !== 'object' || value === null) return;
  for (const item of Array.isArray(value) ? value : Object.values(value)) {
    checkValue(item, variable, depth + 1, budget);
  }
}
