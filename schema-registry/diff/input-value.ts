import { isDeepStrictEqual } from 'node:util';
import {
  type GraphQLArgument,
  type GraphQLInputField,
  isNonNullType,
  isRequiredArgument,
  print,
} from 'graphql';
import { ofDefault, ofType } from './causes.ts';
import { added, type Kept, kept, type Pair, removed } from './pairs.ts';
import type { Change } from './rule.ts';
import { typeChange, typeChanged } from './type-change.ts';

/** An argument, or a field of an input: what a client sends. */
export type InputValue = GraphQLArgument | GraphQLInputField;

type Values = readonly Pair<InputValue>[];
type KeptValue = Kept<InputValue>;

/** It must be sent: it is non-null and has no default. Both kinds are alike in this. */
const isRequired = (value: InputValue): boolean => isRequiredArgument(value as GraphQLArgument);

const newlyRequired = ({ before, after }: KeptValue): boolean => isRequired(after) && !isRequired(before);

const defaultOf = ({ astNode }: InputValue): string | undefined =>
  astNode?.defaultValue && print(astNode.defaultValue);

const changeOf = ({ before, after }: KeptValue) => typeChange(before.type, after.type);

const withType = ({ coordinate, before, after }: KeptValue): Change => ({
  coordinate,
  message: typeChanged(before.type, after.type),
  cause: ofType(after.type),
});

export const optionalAdded = (values: Values): Change[] =>
  added(values)
    .filter(({ after }) => !isRequired(after))
    .map(({ coordinate, after }) => ({ coordinate, message: `added, of type ${after.type}` }));

export const requiredAdded = (values: Values): Change[] =>
  added(values)
    .filter(({ after }) => isRequired(after))
    .map(({ coordinate, after }) => ({ coordinate, message: `added, and required: ${after.type}` }));

export const valueRemoved = (values: Values): Change[] =>
  removed(values).map(({ coordinate }) => ({ coordinate, message: 'removed', removed: true }));

/** Another named type, or other lists: a variable of the old type fits no more, whatever its values. */
export const shapeChanged = (values: Values): Change[] =>
  kept(values)
    .filter((value) => changeOf(value).shape)
    .map(withType);

/** It could be left out and no longer can: it became non-null, or its default went. */
export const madeRequired = (values: Values): Change[] =>
  kept(values)
    .filter((value) => newlyRequired(value) && !changeOf(value).shape)
    .map((value) => {
      const { before, after } = value;
      const gone = isNonNullType(before.type) ? `the default ${defaultOf(before)} was removed` : undefined;
      return { ...withType(value), message: gone ?? typeChanged(before.type, after.type) };
    });

/** Null is refused where it was taken, though the value as a whole may still be left out. */
export const madeNonNull = (values: Values): Change[] =>
  kept(values)
    .filter((value) => {
      const { shape, stricter } = changeOf(value);
      return stricter && !shape && !newlyRequired(value);
    })
    .map(withType);

/** More is taken than before. */
export const relaxed = (values: Values): Change[] =>
  kept(values)
    .filter((value) => {
      const { shape, stricter, looser } = changeOf(value);
      const optional = isRequired(value.before) && !isRequired(value.after);
      return !shape && !stricter && (looser || optional);
    })
    .map((value) => {
      const { before, after } = value;
      const message =
        String(before.type) === String(after.type)
          ? `it may be left out: the default is ${defaultOf(after)}`
          : typeChanged(before.type, after.type);
      return { ...withType(value), message };
    });

/** What is not sent means something else. Where it had to be sent, or has to be now, no default is at work. */
export const defaultChanged = (values: Values): Change[] =>
  kept(values)
    .filter((value) => !changeOf(value).shape)
    .filter(({ before, after }) => !isRequired(before) && !isRequired(after))
    .filter(({ before, after }) => !isDeepStrictEqual(before.defaultValue, after.defaultValue))
    .map(({ coordinate, before, after }) => ({
      coordinate,
      message: `the default changed from ${defaultOf(before) ?? 'none'} to ${defaultOf(after) ?? 'none'}`,
      cause: ofDefault(after.astNode?.defaultValue),
    }));
