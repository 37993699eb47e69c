import { listSizes } from '../list-sizes.ts';
import type { DiffRule } from '../rule.ts';

/** What an operation gave to be served is not enough any more. */
const demandsMore = (before: readonly string[], after: readonly string[]): boolean =>
  after.length > 0 && (before.length === 0 || before.some((name) => !after.includes(name)));

export const slicingArgumentRequired: DiffRule = {
  id: 'diff/slicing-argument-required',
  severity: 'breaking',
  why: 'operations that leave it to the server are refused',
  fix: 'give the argument a default, or set requireOneSlicingArgument to false',
  find: (comparison) =>
    listSizes(comparison)
      .filter(({ before, after }) => demandsMore(before?.demanded ?? [], after?.demanded ?? []))
      .map(({ coordinate, after }) => ({
        coordinate,
        message: `one of ${after?.demanded.join(', ')} must be given`,
      })),
};
