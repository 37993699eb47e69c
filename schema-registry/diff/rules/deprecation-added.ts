import { withDirective } from '../causes.ts';
import { elements } from '../elements.ts';
import type { DiffRule } from '../rule.ts';

export const deprecationAdded: DiffRule = {
  id: 'diff/deprecation-added',
  severity: 'safe',
  why: 'it goes on as it did; clients are told to leave it',
  find: (comparison) =>
    elements(comparison)
      .filter(({ before, after }) => before.deprecationReason == null && after.deprecationReason != null)
      .map(({ coordinate, after }) => ({
        coordinate,
        message: `deprecated (${after.deprecationReason})`,
        cause: withDirective('deprecated'),
      })),
};
