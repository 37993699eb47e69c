import { isObject, type Json } from '../run.ts';
import type { At, Completion } from './completion.ts';
import type { Leaf } from './leaf.ts';

/** Texts that are made once for all places where one and the same object stands, by the number of its shape. */
export type SharedTexts = Map<Json, string>[];

const NULL = 'null';

/** Null where null may not be: what is around it is null too. */
export const BUBBLE = Symbol('bubble');

/**
 * How a value of one type is shown. Two ways with one result: `write` is the short one, as JSON, for data that are all
 * right; undefined says that they are not. `complete` makes objects and tells what is wrong where.
 */
export interface ValueShape {
  write(value: unknown, shared: SharedTexts): string | undefined;
  complete(value: unknown, at: At, completion: Completion): unknown;
}

export const leafShape = (leaf: Leaf, coordinate: string): ValueShape => ({
  write: (value) => (value === null || value === undefined ? NULL : leaf.write(value)),
  complete(value, at, completion) {
    if (value === null || value === undefined) return null;
    const shown = leaf.read(value);
    if (shown === undefined) completion.invalid(at, coordinate);
    return shown ?? null;
  },
});

export const nonNullShape = (inner: ValueShape, coordinate: string): ValueShape => ({
  write(value, shared) {
    const text = inner.write(value, shared);
    return text === NULL ? undefined : text;
  },
  complete(value, at, completion) {
    const before = completion.errors.length;
    const shown = inner.complete(value, at, completion);
    if (shown !== null) return shown;
    if (completion.errors.length === before) completion.missing(at, coordinate);
    return BUBBLE;
  },
});

export const listShape = (inner: ValueShape, coordinate: string): ValueShape => ({
  write(value, shared) {
    if (value === null || value === undefined) return NULL;
    if (!Array.isArray(value)) return undefined;
    let text = '[';
    for (let index = 0; index < value.length; index += 1) {
      const item = inner.write(value[index], shared);
      if (item === undefined) return undefined;
      text += index === 0 ? item : `,${item}`;
    }
    return `${text}]`;
  },
  complete(value, at, completion) {
    if (value === null || value === undefined) return null;
    if (!Array.isArray(value)) {
      completion.invalid(at, coordinate);
      return null;
    }
    const shown: unknown[] = [];
    for (let step = 0; step < value.length; step += 1) {
      const item = inner.complete(value[step], { up: at, step }, completion);
      if (item === BUBBLE) return null;
      shown.push(item);
    }
    return shown;
  },
});

/** The fields of an object of one type, in their order. */
export interface ObjectShape {
  readonly fields: readonly FieldShape[];
}

export interface FieldShape {
  readonly name: string;
  /** The name as JSON with its colon, and a comma before it unless it is the first. */
  readonly prefix: string;
  readonly read: (source: Json) => unknown;
  readonly value: ValueShape;
}

/**
 * The shape of an object by its `__typename`; undefined for a type that cannot stand here, or is not known; null for one
 * that clients do not see: its objects are null.
 */
export type ShapeOf = (typename: unknown) => ObjectShape | null | undefined;

/** `sharedIndex`: where equal objects are one and the same, the number of their texts. */
export const objectShape = (
  shapeOf: ShapeOf,
  coordinate: string,
  sharedIndex: number | undefined,
): ValueShape => ({
  write(value, shared) {
    if (value === null || value === undefined) return NULL;
    if (!isObject(value)) return undefined;
    const texts = sharedIndex === undefined ? undefined : shared[sharedIndex];
    const known = texts?.get(value);
    if (known !== undefined) return known;
    const shape = shapeOf(value.__typename);
    if (shape === null) return NULL;
    const text = shape && writeObject(shape, value, shared);
    if (texts && text !== undefined) texts.set(value, text);
    return text;
  },
  complete(value, at, completion) {
    if (value === null || value === undefined) return null;
    if (!isObject(value)) {
      completion.invalid(at, coordinate);
      return null;
    }
    const shape = shapeOf(value.__typename);
    if (shape) return completeObject(shape, value, at, completion);
    if (shape === undefined) completion.untyped(at, coordinate);
    return null;
  },
});

export function writeObject({ fields }: ObjectShape, source: Json, shared: SharedTexts): string | undefined {
  let text = '{';
  for (const { prefix, read, value } of fields) {
    const member = value.write(read(source), shared);
    if (member === undefined) return undefined;
    text += prefix + member;
  }
  return `${text}}`;
}

/** Null when a null inside has made the object impossible. */
export function completeObject(
  { fields }: ObjectShape,
  source: Json,
  at: At | undefined,
  completion: Completion,
): Json | null {
  const shown: Json = Object.create(null);
  for (const { name, read, value } of fields) {
    const member = value.complete(read(source), { up: at, step: name }, completion);
    if (member === BUBBLE) return null;
    shown[name] = member;
  }
  return shown;
}

/** A field that no fetch of the plan brings. */
export const unplannedShape = (coordinate: string): ValueShape => ({
  write: () => undefined,
  complete(_value, at, completion) {
    completion.unplanned(at, coordinate);
    return null;
  },
});

/** Always the same, whatever came: a type's name. */
export const constantShape = (value: string): ValueShape => ({
  write: () => JSON.stringify(value),
  complete: () => value,
});

/** Shown as it is: the answer to an introspection. */
export const plainShape: ValueShape = {
  write: (value) => JSON.stringify(value ?? null),
  complete: (value) => value ?? null,
};
