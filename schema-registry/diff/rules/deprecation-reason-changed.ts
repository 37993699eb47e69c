import { withDirective } from '../causes.ts';
import { elements } from '../elements.ts';
import type { DiffRule } from '../rule.ts';

export const deprecationReasonChanged: DiffRule = {
  id: 'diff/deprecation-reason-changed',
  severity: 'safe',
  why: 'only the words changed',
  find: (comparison) =>
    elements(comparison)
      .filter(({ before, after }) => before.deprecationReason != null && after.deprecationReason != null)
      .filter(({ before, after }) => before.deprecationReason !== after.deprecationReason)
      .map(({ coordinate, after }) => ({
        coordinate,
        message: `deprecated for another reason (${after.deprecationReason})`,
        cause: withDirective('deprecated'),
      })),
};
