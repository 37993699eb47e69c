import { costIdentity } from '@apollo/federation-internals';
import {
  type ConstDirectiveNode,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  isCompositeType,
  isInputObjectType,
  isObjectType,
  valueFromASTUntyped,
} from 'graphql';
import type { SupergraphState } from '../../supergraph/state.ts';
import { parseSizedFields, type SizedFields } from './sized-fields.ts';

/** `@listSize` of a field. */
export interface ListSizeRule {
  readonly assumedSize?: number;
  /** Arguments, or paths into them, whose value is the size. */
  readonly slicingArguments: readonly string[];
  /** The fields below that are the lists; none: the field itself is. */
  readonly sizedFields: SizedFields;
  readonly requireOneSlicingArgument: boolean;
}

/** The weights of a supergraph. Coordinates are `Type.field`, of object types; what an interface's field says holds too. */
export interface CostRules {
  /** `@cost` of the field; undefined: each object it returns has the weight of its type. */
  weightOfField(coordinate: string): number | undefined;
  /** `@cost` of the type, else 1 for a composite type and 0 for scalars and enums. */
  weightOfType(type: GraphQLNamedType): number;
  /** `@cost` of an argument or input field; undefined: its value decides. `owner` is a field or an input type. */
  weightOfInput(input: GraphQLArgument | GraphQLInputField, owner: string): number | undefined;
  listSizeOf(coordinate: string): ListSizeRule | undefined;
}

/** Reads a supergraph's `@cost` and `@listSize`. Throws for a weight that is no number, or sized fields that are none. */
export function readCostRules({ supergraph, supergraphSchema }: SupergraphState): CostRules {
  const feature = supergraph.schema.coreFeatures?.getByIdentity(costIdentity);
  const costName = feature?.directiveNameInSchema('cost');
  const listSizeName = feature?.directiveNameInSchema('listSize');
  const weights = new Map<string, number>();
  const listSizes = new Map<string, ListSizeRule>();

  const read = (coordinate: string, { astNode, extensionASTNodes = [] }: Element): void => {
    for (const directive of [astNode, ...extensionASTNodes].flatMap((node) => node?.directives ?? [])) {
      if (directive.name.value === costName) weights.set(coordinate, weightOf(directive, coordinate));
      if (directive.name.value === listSizeName) listSizes.set(coordinate, listSizeOf(directive));
    }
  };
  for (const type of Object.values(supergraphSchema.getTypeMap())) {
    read(type.name, type);
    if (!('getFields' in type)) continue;
    for (const field of Object.values(type.getFields())) {
      read(`${type.name}.${field.name}`, field);
      for (const argument of 'args' in field ? field.args : [])
        read(`${type.name}.${field.name}(${argument.name}:)`, argument);
    }
  }
  inherit(supergraphSchema.getTypeMap(), weights);
  inherit(supergraphSchema.getTypeMap(), listSizes);
  return {
    weightOfField: (coordinate) => weights.get(coordinate),
    weightOfType: (type) =>
      weights.get(type.name) ?? (isCompositeType(type) || isInputObjectType(type) ? 1 : 0),
    weightOfInput: ({ name }, owner) => weights.get(`${owner}.${name}`) ?? weights.get(`${owner}(${name}:)`),
    listSizeOf: (coordinate) => listSizes.get(coordinate),
  };
}

interface Element {
  readonly astNode?: { readonly directives?: readonly ConstDirectiveNode[] } | null | undefined;
  readonly extensionASTNodes?: readonly { readonly directives?: readonly ConstDirectiveNode[] }[];
}

/** Gives an object type's fields and their arguments what an interface says of them, where the type says nothing. */
function inherit<Rule>(types: Readonly<Record<string, GraphQLNamedType>>, rules: Map<string, Rule>): void {
  for (const type of Object.values(types).filter(isObjectType))
    for (const owner of type.getInterfaces())
      for (const coordinate of coordinatesOf(owner)) {
        const own = `${type.name}${coordinate.slice(owner.name.length)}`;
        const rule = rules.get(coordinate);
        if (rule !== undefined && !rules.has(own)) rules.set(own, rule);
      }
}

const coordinatesOf = (type: GraphQLInterfaceType): readonly string[] =>
  Object.values(type.getFields()).flatMap(({ name, args }) => [
    `${type.name}.${name}`,
    ...args.map((argument) => `${type.name}.${name}(${argument.name}:)`),
  ]);

const argumentsOf = (directive: ConstDirectiveNode): Record<string, unknown> =>
  Object.fromEntries(
    (directive.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
  );

/** A whole number as Apollo writes it, or a number in a string as the specification does. */
function weightOf(directive: ConstDirectiveNode, coordinate: string): number {
  const { weight } = argumentsOf(directive);
  const number = Number(weight);
  if (!Number.isFinite(number)) throw new Error(`@cost of ${coordinate}: ${weight} is not a number.`);
  return number;
}

function listSizeOf(directive: ConstDirectiveNode): ListSizeRule {
  const values = argumentsOf(directive);
  return {
    ...(typeof values.assumedSize === 'number' && { assumedSize: values.assumedSize }),
    slicingArguments: (values.slicingArguments as string[] | null) ?? [],
    sizedFields: parseSizedFields((values.sizedFields as string[] | null) ?? []),
    requireOneSlicingArgument: values.requireOneSlicingArgument !== false,
  };
}
