import {
  type GraphQLNamedType,
  type GraphQLType,
  getNamedType,
  isCompositeType,
  isInputObjectType,
} from 'graphql';
import type { ApiSchema } from './api-schema.ts';
import type { Comparison } from './comparison.ts';
import { kept } from './pairs.ts';

/** The weights of one element, as numbers. */
export interface Weights {
  readonly coordinate: string;
  readonly before: number;
  readonly after: number;
}

const ownWeight = ({ applied }: ApiSchema, coordinate: string): number | undefined => {
  const [cost] = applied('cost', coordinate);
  return cost && Number(cost.weight);
};

/** The cost specification: composite types and inputs weigh 1 unless they say otherwise, leaves nothing. */
const typeWeight = (api: ApiSchema, type: GraphQLNamedType): number =>
  ownWeight(api, type.name) ?? (isCompositeType(type) || isInputObjectType(type) ? 1 : 0);

const weightsOf = (
  { before, after }: Comparison,
  coordinate: string,
  types: { readonly before: GraphQLType; readonly after: GraphQLType },
): Weights[] => {
  const own = { before: ownWeight(before, coordinate), after: ownWeight(after, coordinate) };
  if (own.before === own.after) return [];
  return [
    {
      coordinate,
      before: own.before ?? typeWeight(before, getNamedType(types.before)),
      after: own.after ?? typeWeight(after, getNamedType(types.after)),
    },
  ];
};

/** The elements whose `@cost` is another; what they weigh without one is what their type does. */
export function changedWeights(comparison: Comparison): Weights[] {
  const typed = [...kept(comparison.fields), ...kept(comparison.args), ...kept(comparison.inputFields)];
  return [
    ...kept(comparison.types).flatMap(({ coordinate, ...types }) => weightsOf(comparison, coordinate, types)),
    ...typed.flatMap(({ coordinate, before, after }) =>
      weightsOf(comparison, coordinate, { before: before.type, after: after.type }),
    ),
  ];
}

export const weightChange = ({ coordinate, before, after }: Weights) => ({
  coordinate,
  message: `the weight changed from ${before} to ${after}`,
});
