import type { InclusionRule } from './rule.ts';
import { allOf } from './rules/all-of.ts';
import { anyOf } from './rules/any-of.ts';
import { conditional } from './rules/conditional.ts';
import { contains } from './rules/contains.ts';
import { dependentRequired } from './rules/dependent-required.ts';
import { enumeration } from './rules/enum.ts';
import { format } from './rules/format.ts';
import { itemCount } from './rules/item-count.ts';
import { items } from './rules/items.ts';
import { length } from './rules/length.ts';
import { maximum } from './rules/maximum.ts';
import { minimum } from './rules/minimum.ts';
import { multipleOf } from './rules/multiple-of.ts';
import { not } from './rules/not.ts';
import { oneOf } from './rules/one-of.ts';
import { pattern } from './rules/pattern.ts';
import { properties } from './rules/properties.ts';
import { propertyCount } from './rules/property-count.ts';
import { propertyNames } from './rules/property-names.ts';
import { reference } from './rules/reference.ts';
import { required } from './rules/required.ts';
import { type } from './rules/type.ts';
import { uniqueItems } from './rules/unique-items.ts';
import { unproven } from './rules/unproven.ts';

/** Every keyword that can refuse a value, in the order in which problems are told. Others are annotations. */
export const RULES: readonly InclusionRule[] = [
  type,
  enumeration,
  required,
  properties,
  propertyNames,
  propertyCount,
  dependentRequired,
  items,
  itemCount,
  uniqueItems,
  contains,
  minimum,
  maximum,
  multipleOf,
  length,
  pattern,
  format,
  allOf,
  anyOf,
  oneOf,
  not,
  conditional,
  reference,
  unproven,
];
