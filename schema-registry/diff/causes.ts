import { type ASTNode, type GraphQLType, print } from 'graphql';
import type { DefinitionNode } from './definitions.ts';

type Cause = (definition: DefinitionNode) => boolean;

const printed = (definition: object, key: string): string | undefined => {
  const node = (definition as Record<string, ASTNode | undefined>)[key];
  return node && print(node);
};

/** A definition that gives the element the type it has now: of several, the one whose nullability won. */
export const ofType = (type: GraphQLType): Cause => {
  const text = String(type);
  return (definition) => printed(definition, 'type') === text;
};

/** A definition with the default that holds now. */
export const ofDefault = (value: ASTNode | null | undefined): Cause => {
  const text = value ? print(value) : undefined;
  return (definition) => printed(definition, 'defaultValue') === text;
};

/** A definition that has, or has not, one of the directives; what it calls them does not matter much. */
export const withDirective =
  (...names: readonly string[]): Cause =>
  ({ directives = [] }) =>
    directives.some(({ name }) => names.some((own) => name.value.endsWith(own)));

export const ofDescription =
  (text: string | null | undefined): Cause =>
  ({ description }) =>
    (description?.value ?? '') === (text ?? '');
