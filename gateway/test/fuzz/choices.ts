import fc from 'fast-check';

/**
 * The one source of randomness of the generators: a row of numbers, each question taking the next. Zero is always the
 * simplest answer, and an ended row answers zero for ever, so that a shorter row with smaller numbers makes something
 * smaller: fast-check shrinks the row, and with it whatever is made from it.
 */
export interface Choices {
  /** An integer from 0, less than `bound`. */
  below(bound: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  pick<T>(options: readonly T[]): T;
  /** Some of the options in their order, each with this probability. */
  some<T>(options: readonly T[], probability?: number): readonly T[];
  /** As `some`, but never none. */
  atLeastOne<T>(options: readonly T[], probability?: number): readonly T[];
}

const RANGE = 0x10000;

export function choicesOf(row: readonly number[]): Choices {
  let asked = 0;
  const next = (): number => row[asked++] ?? 0;
  const chance = (probability: number): boolean => next() >= RANGE * (1 - probability);
  const below = (bound: number): number => next() % bound;
  const pick = <T>(options: readonly T[]): T => options[below(options.length)] as T;
  const some = <T>(options: readonly T[], probability = 0.5) => options.filter(() => chance(probability));
  const atLeastOne = <T>(options: readonly T[], probability?: number): readonly T[] => {
    const chosen = some(options, probability);
    return chosen.length > 0 ? chosen : [pick(options)];
  };
  return { below, chance, pick, some, atLeastOne };
}

/** Rows of up to `length` choices, evenly spread: most of what is made from them is large. */
export const rows = (length: number): fc.Arbitrary<number[]> =>
  fc.noBias(fc.array(fc.nat(RANGE - 1), { maxLength: length, size: 'max' }));
