import {
  type GraphQLInputType,
  type GraphQLNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import type { Choices } from '../choices.ts';

const STRINGS = ['a', '', 'é😀', '"\\\n', '__proto__', '1'];
const INTS = [0, 1, -7, 2 ** 31 - 1];
const FLOATS = [0.5, 3, -1e21];
const IDS = ['a', 7];
const JSONS = [null, 1, 'text', [1, [true]], { a: { b: [null] } }];
const MAX_ITEMS = 2;
const NULL_RATE = 0.1;
const OPTIONAL_FIELD_RATE = 0.4;
const SINGLE_ITEM_RATE = 0.2;

/** A valid value of an input type, as JSON. */
export function inputValue(c: Choices, type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return nonNullValue(c, type.ofType);
  return c.chance(NULL_RATE) ? null : nonNullValue(c, type);
}

function nonNullValue(c: Choices, type: GraphQLNullableType & GraphQLInputType): unknown {
  if (isListType(type)) {
    // A list may be given as its only item.
    if (c.chance(SINGLE_ITEM_RATE)) return inputValue(c, type.ofType);
    return Array.from({ length: c.below(MAX_ITEMS + 1) }, () => inputValue(c, type.ofType));
  }
  if (isEnumType(type)) return c.pick(type.getValues()).name;
  if (!isInputObjectType(type)) return scalarValue(c, type.name);
  const fields = Object.values(type.getFields()).filter(
    (field) => isNonNullType(field.type) || c.chance(OPTIONAL_FIELD_RATE),
  );
  return Object.fromEntries(fields.map((field) => [field.name, inputValue(c, field.type)]));
}

function scalarValue(c: Choices, name: string): unknown {
  if (name === 'Int') return c.pick(INTS);
  if (name === 'Float') return c.pick(FLOATS);
  if (name === 'Boolean') return c.pick([false, true]);
  if (name === 'String') return c.pick(STRINGS);
  return c.pick<unknown>(name === 'ID' ? IDS : JSONS);
}
