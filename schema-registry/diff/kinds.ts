import {
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
} from 'graphql';
import type { DefinitionNode } from './definitions.ts';

/** For people, with its article. */
export function kindOf(type: GraphQLNamedType): string {
  if (isObjectType(type)) return 'an object type';
  if (isInterfaceType(type)) return 'an interface';
  if (isEnumType(type)) return 'an enum';
  if (isScalarType(type)) return 'a scalar';
  return isInputObjectType(type) ? 'an input' : 'a union';
}

/** A definition of the type's kind. */
export const isOfKind =
  ({ astNode }: GraphQLNamedType) =>
  ({ kind }: DefinitionNode): boolean =>
    kind === astNode?.kind;

export const isOneOf = (type: GraphQLNamedType): boolean => isInputObjectType(type) && type.isOneOf;
