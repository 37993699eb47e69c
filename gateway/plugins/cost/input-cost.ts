import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import type { CostRules } from './cost-rules.ts';

/**
 * What an argument costs: its own weight, or that of its value; always with the input fields inside it. `owner` is
 * the coordinate of the field or input type it belongs to.
 */
export function costOfInput(
  rules: CostRules,
  input: GraphQLArgument | GraphQLInputField,
  owner: string,
  value: unknown,
): number {
  if (value === null || value === undefined) return 0;
  const weight = rules.weightOfInput(input, owner);
  const inside = costInside(rules, input.type, value);
  return weight === undefined ? costOfItself(rules, input.type, value) + inside : weight + inside;
}

/** Scalars and enums cost nothing unless weighted, input objects 1; a list costs what its items do. */
function costOfItself(rules: CostRules, type: GraphQLInputType, value: unknown): number {
  if (isNonNullType(type)) return costOfItself(rules, type.ofType, value);
  if (value === null || value === undefined) return 0;
  if (isListType(type)) return sum(itemsOf(value), (item) => costOfItself(rules, type.ofType, item));
  return rules.weightOfType(type);
}

function costInside(rules: CostRules, type: GraphQLInputType, value: unknown): number {
  if (isNonNullType(type)) return costInside(rules, type.ofType, value);
  if (isListType(type)) return sum(itemsOf(value), (item) => costInside(rules, type.ofType, item));
  if (!isInputObjectType(type) || typeof value !== 'object' || value === null) return 0;
  const fields = value as Record<string, unknown>;
  return sum(Object.values(type.getFields()), (field) =>
    costOfInput(rules, field, type.name, fields[field.name]),
  );
}

const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);
