import { type Shape, said, saidNumbers } from './shapes.ts';

/** An end of a range of numbers. */
export interface Bound {
  readonly value: number;
  /** The value itself is outside. */
  readonly exclusive: boolean;
}

const NONE: Bound = { value: Number.POSITIVE_INFINITY, exclusive: false };

/** The smallest upper end; of integers the last one inside. */
function tightest(inclusive: readonly number[], exclusive: readonly number[], integer: boolean): Bound {
  const ends = [
    ...inclusive.map((value) => ({ value, exclusive: false })),
    ...exclusive.map((value) => ({ value, exclusive: true })),
  ];
  return ends.map((end) => (integer ? lastInteger(end) : end)).reduce(tighter, NONE);
}

const lastInteger = ({ value, exclusive }: Bound): Bound => {
  const last = Math.floor(value);
  return { value: exclusive && last === value ? last - 1 : last, exclusive: false };
};

const tighter = (a: Bound, b: Bound): Bound => (isWithin(a, b) ? a : b);

/** Whether all that is below the one upper end is below the other. */
export const isWithin = (inner: Bound, outer: Bound): boolean =>
  inner.value < outer.value || (inner.value === outer.value && (inner.exclusive || !outer.exclusive));

export const upperEnd = (shape: Shape): Bound =>
  tightest(saidNumbers(shape, 'maximum'), saidNumbers(shape, 'exclusiveMaximum'), shape.integer);

/** The lower end, mirrored: so that one comparison serves both. */
export const mirroredLowerEnd = (shape: Shape): Bound => {
  const mirrored = (keyword: string) => saidNumbers(shape, keyword).map((value) => -value);
  return tightest(mirrored('minimum'), mirrored('exclusiveMinimum'), shape.integer);
};

/** The largest of the minimums a part has; 0 when it has none. */
export const atLeast = (shape: Shape, keyword: string): number => Math.max(0, ...saidNumbers(shape, keyword));

export const atMost = (shape: Shape, keyword: string): number =>
  Math.min(Number.POSITIVE_INFINITY, ...saidNumbers(shape, keyword));

/** How many elements an array of the part has at the most. */
export const longest = (shape: Shape): number =>
  Math.min(
    atMost(shape, 'maxItems'),
    ...shape.nodes.map(({ schema }) =>
      schema.items === false ? lengthOf(schema.prefixItems) : Number.POSITIVE_INFINITY,
    ),
  );

const lengthOf = (list: unknown): number => (Array.isArray(list) ? list.length : 0);

/** How many elements have schemas of their own. */
export const prefixLength = (shape: Pick<Shape, 'nodes'>): number =>
  Math.max(0, ...said(shape, 'prefixItems').map(lengthOf));
