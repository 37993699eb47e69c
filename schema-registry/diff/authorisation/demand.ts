/**
 * What is asked of a caller, as an OR of ANDs: one of the sets must be fulfilled as a whole. No set at all is fulfilled
 * by nobody, the empty set by anybody. Each atom is `authenticated`, `scope …` or `policy …`.
 */
export type Demand = readonly ReadonlySet<string>[];

/** Fulfilled by anybody. */
export const NOTHING: Demand = [new Set()];

const includes = (set: ReadonlySet<string>, subset: ReadonlySet<string>): boolean =>
  [...subset].every((atom) => set.has(atom));

/**
 * Whether whoever fulfils `demand` fulfils `other` as well. Nothing is denied in either, so this is exact: each way to
 * fulfil the one must be enough for some way to fulfil the other.
 */
export const implies = (demand: Demand, other: Demand): boolean =>
  demand.every((set) => other.some((subset) => includes(set, subset)));

/** Without the sets that ask for more than another does. */
const absorbed = (sets: Demand): Demand =>
  sets.filter(
    (set, index) =>
      !sets.some(
        (other, position) =>
          position !== index && includes(set, other) && (other.size < set.size || position < index),
      ),
  );

/** All of the demands at once. */
export const allOf = (demands: readonly Demand[]): Demand =>
  demands.reduce<Demand>(
    (left, right) => absorbed(left.flatMap((set) => right.map((other) => new Set([...set, ...other])))),
    NOTHING,
  );

const inWords = (set: ReadonlySet<string>): string =>
  [...set].filter((atom) => atom !== 'authenticated' || set.size === 1).join(' and ');

/** For people: `callers with scope hr and policy on-duty, or scope admin`. */
export function describe(demand: Demand): string {
  if (demand.length === 0) return 'nobody';
  if (demand.some(({ size }) => size === 0)) return 'anybody';
  return `callers with ${demand.map(inWords).join(', or ')}`.replaceAll(
    'callers with authenticated',
    'signed-in callers',
  );
}
