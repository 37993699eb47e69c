/**
 * The steps of a planned path. `@` stands for every element of a list. A part like `product|[Book,Game]` is two steps:
 * to the objects, and a condition that only those of these types pass.
 */
export const stepsOf = (path: readonly (string | number)[]): readonly string[] =>
  path.flatMap((part) => {
    const [name = '', types] = String(part).split('|');
    return [name, ...(types === undefined ? [] : [`|${types}`])].filter((step) => step !== '');
  });

const isCondition = (step: string): boolean => step.startsWith('|');

/** The types that pass a step, if it is a condition. */
export const typesOf = (step: string): ReadonlySet<string> | undefined =>
  isCondition(step) ? new Set(step.slice('|['.length, -']'.length).split(',')) : undefined;

/** The path without its conditions: where a client sees it. */
export const withoutTypes = (path: readonly string[]): readonly string[] =>
  path.filter((step) => !isCondition(step));
