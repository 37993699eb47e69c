import { type Amount, type Numbers, resolved } from './amount.ts';

/** What a value of an answer costs. */
export type Measure = (value: unknown, numbers: Numbers) => number;

/** The objects, scalars or enums of one type that a field may bring. */
export interface Instances {
  readonly typeName: string;
  /** Of one. */
  readonly weight: number;
  /** What is selected below one, by the assumed sizes of lists. */
  readonly estimate: Amount;
  /** The same by what came; undefined: it never costs. */
  readonly measure: Measure | undefined;
}

const free: Measure = () => 0;

/**
 * Costs a field's value: each instance has the weight of its type and what is below it, arguments count once. `depth`
 * is that of the field's lists. Undefined: it never costs.
 */
export function measureField(
  kinds: readonly Instances[],
  inputs: Amount,
  depth: number,
): Measure | undefined {
  const below = kinds.some(({ measure }) => measure);
  if (inputs === 0 && !below && kinds.every(({ weight }) => weight === 0)) return undefined;
  const total = overAll(
    byType(kinds, ({ weight, measure }) => (measure ? (v, n) => weight + measure(v, n) : () => weight)),
    depth,
  );
  if (inputs === 0 && kinds.every(({ weight }) => weight >= 0)) return total;
  const weights = overAll(
    byType(
      kinds,
      ({ weight }) =>
        () =>
          weight,
    ),
    depth,
  );
  const inside = overAll(
    byType(kinds, ({ measure = free }) => measure),
    depth,
  );
  return (value, numbers) =>
    Math.max(0, weights(value, numbers) + resolved(inputs, numbers)) + inside(value, numbers);
}

/** What is below an object, by the names of its fields in the answer. */
export function measureFields(fields: readonly (readonly [string, Measure])[]): Measure | undefined {
  const [first, ...others] = fields;
  if (!first) return undefined;
  const [name, measure] = first;
  if (others.length === 0) return (value, numbers) => measure((value as Fields)[name], numbers);
  return (value, numbers) => {
    let total = 0;
    for (const [field, of] of fields) total += of((value as Fields)[field], numbers);
    return total;
  };
}

type Fields = Readonly<Record<string, unknown>>;

/** An object says its type by `__typename`; one that does not counts as the dearest. */
function byType(kinds: readonly Instances[], of: (kind: Instances) => Measure): Measure {
  const [dearest, ...others] = [...kinds].sort((a, b) => assumed(b) - assumed(a));
  if (!dearest) return free;
  const fallback = of(dearest);
  if (others.length === 0) return fallback;
  const measures = new Map(kinds.map((kind) => [kind.typeName, of(kind)]));
  return (value, numbers) =>
    (measures.get((value as Fields).__typename as string) ?? fallback)(value, numbers);
}

/** What an instance costs as far as it is known without a request. */
const assumed = ({ weight, estimate }: Instances): number =>
  weight + (typeof estimate === 'number' ? estimate : 0);

/** Adds up over a list, and over lists in it; null counts nothing. */
function overAll(one: Measure, depth: number): Measure {
  if (depth === 0) return (value, numbers) => (value == null ? 0 : one(value, numbers));
  const item = overAll(one, depth - 1);
  return (value, numbers) => {
    if (!Array.isArray(value)) return 0;
    let total = 0;
    for (const entry of value) total += item(entry, numbers);
    return total;
  };
}
