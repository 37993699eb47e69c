import { OperationTypeNode } from 'graphql';
import type { DiffRule } from '../rule.ts';

export const rootTypeRemoved: DiffRule = {
  id: 'diff/root-type-removed',
  severity: 'breaking',
  why: 'operations of this kind are refused',
  fix: 'deprecate its fields, and remove it when nobody selects them',
  find: ({ before, after }) =>
    Object.values(OperationTypeNode).flatMap((operation) => {
      const type = before.schema.getRootType(operation);
      if (!type || after.schema.getRootType(operation)) return [];
      return [{ coordinate: type.name, message: `there is no ${operation} any more` }];
    }),
};
