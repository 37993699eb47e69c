import { type GraphQLNamedType, isObjectType } from 'graphql';
import type { ApiSchema } from './api-schema.ts';

/** The interfaces of a type that is new through which clients receive it who do not know it. */
export const newlyPossible = (before: ApiSchema, type: GraphQLNamedType): string[] =>
  isObjectType(type)
    ? type
        .getInterfaces()
        .map(({ name }) => name)
        .filter((name) => before.received.has(name))
    : [];
