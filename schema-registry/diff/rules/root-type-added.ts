import { OperationTypeNode } from 'graphql';
import type { DiffRule } from '../rule.ts';

export const rootTypeAdded: DiffRule = {
  id: 'diff/root-type-added',
  severity: 'safe',
  why: 'no operation was of this kind',
  find: ({ before, after }) =>
    Object.values(OperationTypeNode).flatMap((operation) => {
      const type = after.schema.getRootType(operation);
      if (!type || before.schema.getRootType(operation)) return [];
      return [{ coordinate: type.name, message: `there is a ${operation} type now` }];
    }),
};
