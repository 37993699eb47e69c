/** Values that are nested deeper are not taken from a subgraph: neither JSON nor a copy could be made of them. */
const MAX_DEPTH = 500;

/** Whether a value that came as JSON is nested deeper than anything that is meant to be read. */
export function isTooDeep(value: unknown, left = MAX_DEPTH): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return left === 0 || Object.values(value).some((inner) => isTooDeep(inner, left - 1));
}
