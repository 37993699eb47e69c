import type { Comparison } from './comparison.ts';
import { type Kept, kept } from './pairs.ts';

/** What a type, field, argument, value or directive says of itself. */
export interface Element {
  readonly description?: string | null | undefined;
  readonly deprecationReason?: string | null | undefined;
}

/** Everything that is on both sides. */
export const elements = (comparison: Comparison): Kept<Element>[] => [
  ...kept<Element>(comparison.types),
  ...kept<Element>(comparison.fields),
  ...kept<Element>(comparison.args),
  ...kept<Element>(comparison.inputFields),
  ...kept<Element>(comparison.enumValues),
  ...kept<Element>(comparison.directives),
];
