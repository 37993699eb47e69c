import { badInput } from 'platform/errors/errors';
import { type Amount, otherwise } from './amount.ts';
import type { ListSizeRule } from './cost-rules.ts';
import type { SizedFields } from './sized-fields.ts';

/**
 * What a field's arguments, with their defaults, say of the size of its list: the largest slicing argument, else the
 * assumed size, else NaN. Throws BAD_USER_INPUT when exactly one slicing argument is asked for and another number of
 * them is there.
 */
export function expectedSize(
  { slicingArguments, requireOneSlicingArgument, assumedSize = Number.NaN }: ListSizeRule,
  field: string,
  args: Readonly<Record<string, unknown>>,
): number {
  if (slicingArguments.length === 0) return assumedSize;
  const slices = slicingArguments.map((path) => sizeIn(args, path)).filter((size) => size !== undefined);
  if (requireOneSlicingArgument && slices.length !== 1)
    throw badInput(`${field} takes exactly one of ${slicingArguments.join(', ')}.`, [field]);
  return slices.length > 0 ? Math.max(0, ...slices) : assumedSize;
}

/** A number is a size, a list has one; `path` leads through input objects, as in `filter.page.first`. */
function sizeIn(args: Readonly<Record<string, unknown>>, path: string): number | undefined {
  const value = path
    .split('.')
    .reduce<unknown>((inside, name) => (inside as Readonly<Record<string, unknown>> | null)?.[name], args);
  if (Array.isArray(value)) return value.length;
  return typeof value === 'number' ? value : undefined;
}

/** What the `sizedFields` of a field say of the lists below it. */
export interface AnnouncedSize {
  readonly size: Amount;
  readonly fields: SizedFields;
  /** Whose they are, as a key. */
  readonly from: string;
}

/** The size that is announced for a field; NaN: nobody says. */
export const announcedFor = (field: string, around: readonly AnnouncedSize[]): Amount =>
  around
    .filter(({ fields }) => fields.get(field)?.size === 0)
    .reduce<Amount>((found, { size }) => otherwise(found, size), Number.NaN);

/** What is announced further down, on the way through a field. */
export const announcedBelow = (field: string, around: readonly AnnouncedSize[]): readonly AnnouncedSize[] =>
  around.flatMap(({ size, fields, from }) => {
    const below = fields.get(field);
    return below && below.size > 0 ? [{ size, fields: below, from: `${from}.${field}` }] : [];
  });
