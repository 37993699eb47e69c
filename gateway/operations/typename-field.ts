import { type FieldNode, Kind } from 'graphql';

/** `__typename`, which may be asked of any object. */
export const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };
