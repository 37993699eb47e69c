import { isObjectType } from 'graphql';
import { added } from '../pairs.ts';
import { newlyPossible } from '../possible-types.ts';
import type { DiffRule } from '../rule.ts';

export const possibleTypeAdded: DiffRule = {
  id: 'diff/possible-type-added',
  severity: 'dangerous',
  why: 'clients receive objects of a type that they do not know',
  fix: 'have clients ready for unknown types first',
  find: ({ types, implementations, before, after }) => [
    ...added(types).flatMap(({ coordinate, after: type }) =>
      newlyPossible(before, type).map((name) => ({
        coordinate,
        message: `added, and fields of type ${name} return it`,
      })),
    ),
    ...added(implementations)
      .filter(({ coordinate }) => isObjectType(after.schema.getType(coordinate)))
      .filter(({ after: { name } }) => before.received.has(name))
      .map(({ coordinate, after: { name } }) => ({
        coordinate,
        message: `fields of type ${name} return it now`,
      })),
  ],
};
