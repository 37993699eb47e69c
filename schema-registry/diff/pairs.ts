/** The same element before and after; it was added when it has no before, removed when it has no after. */
export interface Pair<Element> {
  readonly coordinate: string;
  readonly before?: Element | undefined;
  readonly after?: Element | undefined;
}

export interface Kept<Element> {
  readonly coordinate: string;
  readonly before: Element;
  readonly after: Element;
}

type Named<Element> = Readonly<Record<string, Element>>;

/** All names of both sides, those of before first, in their order. */
export function pairUp<Element>(
  before: Named<Element>,
  after: Named<Element>,
  coordinateOf: (name: string) => string,
): Pair<Element>[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].map((name) => ({
    coordinate: coordinateOf(name),
    before: before[name],
    after: after[name],
  }));
}

export const removed = <Element>(pairs: readonly Pair<Element>[]) =>
  pairs.flatMap(({ coordinate, before, after }) =>
    before !== undefined && after === undefined ? [{ coordinate, before }] : [],
  );

export const added = <Element>(pairs: readonly Pair<Element>[]) =>
  pairs.flatMap(({ coordinate, before, after }) =>
    before === undefined && after !== undefined ? [{ coordinate, after }] : [],
  );

export const kept = <Element>(pairs: readonly Pair<Element>[]): Kept<Element>[] =>
  pairs.flatMap(({ coordinate, before, after }) =>
    before !== undefined && after !== undefined ? [{ coordinate, before, after }] : [],
  );
