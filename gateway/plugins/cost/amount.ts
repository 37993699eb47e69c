/** What is found anew for each request: sizes of lists and costs of arguments that its variables decide. */
export type Numbers = readonly number[];

/** A part of a cost: known when the operation is compiled, or found with the numbers of a request. */
export type Amount = number | ((numbers: Numbers) => number);

export const resolved = (amount: Amount, numbers: Numbers): number =>
  typeof amount === 'number' ? amount : amount(numbers);

export function sum(amounts: readonly Amount[]): Amount {
  const known = amounts.filter((amount) => typeof amount === 'number').reduce((a, b) => a + b, 0);
  const open = amounts.filter((amount) => typeof amount !== 'number');
  if (open.length === 0) return known;
  return (numbers) => open.reduce((total, amount) => total + amount(numbers), known);
}

export const times = (a: Amount, b: Amount): Amount =>
  a === 0 || b === 0 ? 0 : combined(a, b, (x, y) => x * y);

export const largest = (amounts: readonly Amount[]): Amount =>
  amounts.reduce((a, b) => combined(a, b, Math.max), 0);

export const atLeastZero = (amount: Amount): Amount => combined(amount, 0, Math.max);

/** The first, unless it is NaN. */
export const otherwise = (first: Amount, second: Amount): Amount =>
  combined(first, second, (a, b) => (Number.isNaN(a) ? b : a));

function combined(a: Amount, b: Amount, of: (a: number, b: number) => number): Amount {
  if (typeof a === 'number' && typeof b === 'number') return of(a, b);
  return (numbers) => of(resolved(a, numbers), resolved(b, numbers));
}
