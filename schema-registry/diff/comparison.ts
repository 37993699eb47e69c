import {
  type GraphQLArgument,
  type GraphQLDirective,
  type GraphQLEnumValue,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedDirective,
  isSpecifiedScalarType,
  isUnionType,
} from 'graphql';
import type { ApiSchema } from './api-schema.ts';
import { isExecutable } from './executable-directives.ts';
import { type Kept, kept, type Pair, pairUp } from './pairs.ts';
import { rootRenames } from './root-types.ts';

type Field = GraphQLField<unknown, unknown>;

/**
 * Two APIs, element by element. What stands in a type is compared when the type is on both sides and of one kind, so
 * that a type which comes or goes is one difference, and when an operation could name it before.
 */
export interface Comparison {
  readonly before: ApiSchema;
  readonly after: ApiSchema;
  /** Root types that have other names are one type, under the name it had. */
  readonly types: readonly Pair<GraphQLNamedType>[];
  readonly fields: readonly Pair<Field>[];
  /** Of fields and of directives that operations use. */
  readonly args: readonly Pair<GraphQLArgument>[];
  readonly inputFields: readonly Pair<GraphQLInputField>[];
  readonly enumValues: readonly Pair<GraphQLEnumValue>[];
  /** The coordinate is that of the union. */
  readonly members: readonly Pair<GraphQLObjectType>[];
  /** The coordinate is that of the type that implements. */
  readonly implementations: readonly Pair<GraphQLInterfaceType>[];
  /** Those that operations use. */
  readonly directives: readonly Pair<GraphQLDirective>[];
}

const byName = <Element extends { readonly name: string }>(elements: readonly Element[]) =>
  Object.fromEntries(elements.map((element) => [element.name, element]));

const isOwn = (type: GraphQLNamedType): boolean => !isIntrospectionType(type) && !isSpecifiedScalarType(type);

const typesOf = ({ schema }: ApiSchema) => Object.values(schema.getTypeMap()).filter(isOwn);

function pairTypes(before: ApiSchema, after: ApiSchema): Pair<GraphQLNamedType>[] {
  const renamed = rootRenames(before.schema, after.schema);
  const ofAfter = typesOf(after).map((type) => [renamed.get(type.name) ?? type.name, type]);
  return pairUp(byName(typesOf(before)), Object.fromEntries(ofAfter), (name) => name);
}

/** The pairs whose sides are both of the kind. */
const both = <Type extends GraphQLNamedType>(
  types: readonly Kept<GraphQLNamedType>[],
  is: (type: GraphQLNamedType) => type is Type,
): Kept<Type>[] =>
  types.flatMap(({ coordinate, before, after }) =>
    is(before) && is(after) ? [{ coordinate, before, after }] : [],
  );

const pairArguments = (
  owners: readonly Kept<{ readonly args: readonly GraphQLArgument[] }>[],
): Pair<GraphQLArgument>[] =>
  owners.flatMap(({ coordinate, before, after }) =>
    pairUp(byName(before.args), byName(after.args), (name) => `${coordinate}(${name}:)`),
  );

function pairDirectives(before: ApiSchema, after: ApiSchema): Pair<GraphQLDirective>[] {
  const used = ({ schema }: ApiSchema) =>
    byName(schema.getDirectives().filter((own) => !isSpecifiedDirective(own) && isExecutable(own)));
  return pairUp(used(before), used(after), (name) => `@${name}`);
}

const pairInterfaces = (types: readonly Kept<GraphQLObjectType | GraphQLInterfaceType>[]) =>
  types.flatMap(({ coordinate, before, after }) =>
    pairUp(byName(before.getInterfaces()), byName(after.getInterfaces()), () => coordinate),
  );

/** Pairs up what the two APIs have. */
export function compare(before: ApiSchema, after: ApiSchema): Comparison {
  const types = pairTypes(before, after);
  const common = kept(types).filter(({ before: { name } }) => before.reachable.has(name));
  const withFields = [...both(common, isObjectType), ...both(common, isInterfaceType)];
  const fields = withFields.flatMap(({ coordinate, before, after }) =>
    pairUp<Field>(before.getFields(), after.getFields(), (name) => `${coordinate}.${name}`),
  );
  const directives = pairDirectives(before, after);
  return {
    before,
    after,
    types,
    fields,
    args: pairArguments([...kept(fields), ...kept(directives)]),
    inputFields: both(common, isInputObjectType).flatMap(({ coordinate, before, after }) =>
      pairUp<GraphQLInputField>(before.getFields(), after.getFields(), (name) => `${coordinate}.${name}`),
    ),
    enumValues: both(common, isEnumType).flatMap(({ coordinate, before, after }) =>
      pairUp(byName(before.getValues()), byName(after.getValues()), (name) => `${coordinate}.${name}`),
    ),
    members: both(common, isUnionType).flatMap(({ coordinate, before, after }) =>
      pairUp(byName(before.getTypes()), byName(after.getTypes()), () => coordinate),
    ),
    implementations: pairInterfaces(withFields),
    directives,
  };
}
