import { costIdentity } from '@apollo/federation-internals';
import {
  type ConstDirectiveNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  valueFromASTUntyped,
} from 'graphql';
import type { SupergraphState } from '../../supergraph/state.ts';

/** `@listSize` of a field. */
export interface ListSizeRule {
  readonly assumedSize?: number;
  /** Arguments whose value is the size. */
  readonly slicingArguments: readonly string[];
  /** The fields below that are the lists; none: the field itself is. */
  readonly sizedFields: readonly string[];
  readonly requireOneSlicingArgument: boolean;
}

/** The weights of a supergraph. Coordinates are `Type` and `Type.field`. */
export interface CostRules {
  /** `@cost` of the field, else of the type it returns, else 1 for a composite type and 0 for scalars and enums. */
  weightOfField(coordinate: string, returned: GraphQLNamedType): number;
  /** `@cost` of an argument or input field; undefined: its value decides. */
  weightOfInput(input: GraphQLArgument | GraphQLInputField, owner: string): number | undefined;
  weightOfType(type: GraphQLNamedType): number | undefined;
  listSizeOf(coordinate: string): ListSizeRule | undefined;
}

export function readCostRules(state: SupergraphState): CostRules {
  const feature = state.supergraph.schema.coreFeatures?.getByIdentity(costIdentity);
  const costName = feature?.directiveNameInSchema('cost');
  const listSizeName = feature?.directiveNameInSchema('listSize');
  const weights = new Map<string, number>();
  const listSizes = new Map<string, ListSizeRule>();

  const read = (coordinate: string, { astNode, extensionASTNodes = [] }: Element): void => {
    for (const directive of [astNode, ...extensionASTNodes].flatMap((node) => node?.directives ?? [])) {
      if (directive.name.value === costName) weights.set(coordinate, Number(argumentsOf(directive).weight));
      if (directive.name.value === listSizeName)
        listSizes.set(coordinate, listSizeRule(argumentsOf(directive)));
    }
  };
  for (const type of Object.values(state.supergraphSchema.getTypeMap())) {
    read(type.name, type);
    if (!('getFields' in type)) continue;
    for (const field of Object.values(type.getFields())) {
      read(`${type.name}.${field.name}`, field);
      if (isObjectType(type) || isInterfaceType(type))
        for (const argument of (field as GraphQLField<unknown, unknown>).args)
          read(`${type.name}.${field.name}(${argument.name}:)`, argument);
    }
  }
  return {
    weightOfField: (coordinate, returned) =>
      weights.get(coordinate) ?? weights.get(returned.name) ?? (isCompositeType(returned) ? 1 : 0),
    weightOfInput: ({ name }, owner) => weights.get(`${owner}.${name}`) ?? weights.get(`${owner}(${name}:)`),
    weightOfType: (type) => weights.get(type.name),
    listSizeOf: (coordinate) => listSizes.get(coordinate),
  };
}

interface Element {
  readonly astNode?: { readonly directives?: readonly ConstDirectiveNode[] } | null | undefined;
  readonly extensionASTNodes?: readonly { readonly directives?: readonly ConstDirectiveNode[] }[];
}

const argumentsOf = (directive: ConstDirectiveNode): Record<string, unknown> =>
  Object.fromEntries(
    (directive.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
  );

const listSizeRule = (values: Record<string, unknown>): ListSizeRule => ({
  ...(typeof values.assumedSize === 'number' && { assumedSize: values.assumedSize }),
  slicingArguments: (values.slicingArguments as string[] | null) ?? [],
  sizedFields: (values.sizedFields as string[] | null) ?? [],
  requireOneSlicingArgument: values.requireOneSlicingArgument !== false,
});
