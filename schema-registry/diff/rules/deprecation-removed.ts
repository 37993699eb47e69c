import { elements } from '../elements.ts';
import type { DiffRule } from '../rule.ts';

export const deprecationRemoved: DiffRule = {
  id: 'diff/deprecation-removed',
  severity: 'safe',
  why: 'it goes on as it did',
  find: (comparison) =>
    elements(comparison)
      .filter(({ before, after }) => before.deprecationReason != null && after.deprecationReason == null)
      .map(({ coordinate }) => ({ coordinate, message: 'no longer deprecated' })),
};
