import { type DirectiveNode, Kind, type OperationDefinitionNode } from 'graphql';
import { badInput } from 'platform/errors/errors';

/** A `@skip` or `@include`: the selection stays when the variable (or the literal) has the value `is`. */
export interface Condition {
  readonly variable?: string;
  readonly literal?: boolean;
  readonly is: boolean;
}

/** Reads the conditions out of the directives of one selection. */
export function conditionsOf(directives: readonly DirectiveNode[] | undefined): readonly Condition[] {
  if (!directives?.length) return [];
  return directives.flatMap((directive): Condition[] => {
    const name = directive.name.value;
    if (name !== 'skip' && name !== 'include') return [];
    const value = directive.arguments?.find((argument) => argument.name.value === 'if')?.value;
    const is = name === 'include';
    if (value?.kind === Kind.VARIABLE) return [{ variable: value.name.value, is }];
    return [{ literal: value?.kind === Kind.BOOLEAN && value.value, is }];
  });
}

/** The value of a boolean variable: as given, or its default. Fails with BAD_USER_INPUT for null: it decides nothing. */
export type BooleanVariable = (name: string) => boolean;

export function booleanVariables(
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): BooleanVariable {
  const defaults = new Map<string, boolean>();
  for (const { variable, defaultValue } of operation.variableDefinitions ?? [])
    if (defaultValue?.kind === Kind.BOOLEAN) defaults.set(variable.name.value, defaultValue.value);
  return (name) => {
    const value = Object.hasOwn(variables, name) ? variables[name] : defaults.get(name);
    // A variable that may be null, and has a default, may stand where null may not: section 5.8.5 of the specification.
    if (value === null)
      throw badInput(`The variable $${name} is null where a condition needs a value.`, [name]);
    return value === true;
  };
}

/** True when all conditions let the selection stay. */
export const holds = (conditions: readonly Condition[], isTrue: BooleanVariable): boolean =>
  conditions.every(({ variable, literal, is }) => (variable ? isTrue(variable) : literal) === is);
