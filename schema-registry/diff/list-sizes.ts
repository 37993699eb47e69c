import { type GraphQLField, isNonNullType } from 'graphql';
import type { ApiSchema } from './api-schema.ts';
import type { Comparison } from './comparison.ts';
import { kept } from './pairs.ts';

/** `@listSize` on a field, with the specification's defaults. */
export interface ListSize {
  readonly assumedSize: number | undefined;
  readonly slicingArguments: readonly string[];
  readonly sizedFields: readonly string[];
  /** The arguments of which an operation must give one; none when it need not, as when one of them has a default. */
  readonly demanded: readonly string[];
}

export interface ListSizes {
  readonly coordinate: string;
  readonly before: ListSize | undefined;
  readonly after: ListSize | undefined;
}

type Field = GraphQLField<unknown, unknown>;

const textsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? [...value].sort() : []);

/** The argument is there without an operation saying so, or every operation says it anyway. */
const isGiven = ({ args }: Field, name: string): boolean =>
  args.some((arg) => arg.name === name && (arg.defaultValue !== undefined || isNonNullType(arg.type)));

function listSizeOf({ applied }: ApiSchema, coordinate: string, field: Field): ListSize | undefined {
  const [rule] = applied('listSize', coordinate);
  if (!rule) return undefined;
  const slicingArguments = textsOf(rule.slicingArguments);
  const isDemanded =
    rule.requireOneSlicingArgument !== false && !slicingArguments.some((name) => isGiven(field, name));
  return {
    assumedSize: typeof rule.assumedSize === 'number' ? rule.assumedSize : undefined,
    slicingArguments,
    sizedFields: textsOf(rule.sizedFields),
    demanded: isDemanded ? slicingArguments : [],
  };
}

/** What `@listSize` says of each field that is on both sides, where it says something. */
export const listSizes = ({ before, after, fields }: Comparison): ListSizes[] =>
  kept(fields)
    .map(({ coordinate, ...field }) => ({
      coordinate,
      before: listSizeOf(before, coordinate, field.before),
      after: listSizeOf(after, coordinate, field.after),
    }))
    .filter((sizes) => sizes.before || sizes.after);

const otherThanSize = ({ slicingArguments, sizedFields }: ListSize): string =>
  JSON.stringify([slicingArguments, sizedFields]);

/** How far the assumed size changed, where that is all; requiring an argument is another matter. */
export function sizeChange({ before, after }: ListSizes): number | undefined {
  if (!before || !after || otherThanSize(before) !== otherThanSize(after)) return undefined;
  if (before.assumedSize === after.assumedSize) return 0;
  if (before.assumedSize === undefined || after.assumedSize === undefined) return undefined;
  return after.assumedSize - before.assumedSize;
}
