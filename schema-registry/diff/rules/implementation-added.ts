import { isObjectType } from 'graphql';
import { added } from '../pairs.ts';
import type { DiffRule } from '../rule.ts';

export const implementationAdded: DiffRule = {
  id: 'diff/implementation-added',
  severity: 'safe',
  why: 'no field returns the interface',
  find: ({ implementations, before, after }) =>
    added(implementations)
      .filter(({ coordinate, after: { name } }) => {
        return !before.received.has(name) || !isObjectType(after.schema.getType(coordinate));
      })
      .map(({ coordinate, after: { name } }) => ({ coordinate, message: `it implements ${name} now` })),
};
