import { isOfKind, kindOf } from '../kinds.ts';
import { kept } from '../pairs.ts';
import type { DiffRule } from '../rule.ts';

export const typeKindChanged: DiffRule = {
  id: 'diff/type-kind-changed',
  severity: 'breaking',
  why: 'operations select from it, spread on it or send it in a way that is refused',
  fix: 'add a type of another name',
  find: ({ types, before }) =>
    kept(types)
      .filter((pair) => before.reachable.has(pair.before.name) && kindOf(pair.before) !== kindOf(pair.after))
      .map(({ coordinate, ...pair }) => ({
        coordinate,
        message: `it was ${kindOf(pair.before)} and is ${kindOf(pair.after)}`,
        cause: isOfKind(pair.after),
      })),
};
