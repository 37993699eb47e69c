import { type GraphQLType, isListType, isNonNullType, isWrappingType } from 'graphql';

/** How a type differs from the one it was. */
export interface TypeChange {
  /** Another named type, or other lists. */
  readonly shape: boolean;
  /** Somewhere in it null was allowed and is no longer. */
  readonly stricter: boolean;
  /** Somewhere in it null is allowed and was not. */
  readonly looser: boolean;
}

const NONE: TypeChange = { shape: false, stricter: false, looser: false };

const unwrapped = (type: GraphQLType): GraphQLType => (isNonNullType(type) ? type.ofType : type);

/** Compares two types from the outside in, through all their lists. */
export function typeChange(before: GraphQLType, after: GraphQLType): TypeChange {
  const [old, now] = [unwrapped(before), unwrapped(after)];
  const stricter = !isNonNullType(before) && isNonNullType(after);
  const looser = isNonNullType(before) && !isNonNullType(after);
  if (isListType(old) && isListType(now)) {
    const inner = typeChange(old.ofType, now.ofType);
    return { ...inner, stricter: stricter || inner.stricter, looser: looser || inner.looser };
  }
  if (isWrappingType(old) || isWrappingType(now)) return { ...NONE, shape: true };
  return { shape: String(old) !== String(now), stricter, looser };
}

/** As a part of a sentence: `the type changed from Int! to Int`. */
export const typeChanged = (before: GraphQLType, after: GraphQLType): string =>
  `the type changed from ${before} to ${after}`;
