import { ofDescription } from '../causes.ts';
import { elements } from '../elements.ts';
import type { DiffRule } from '../rule.ts';

export const descriptionChanged: DiffRule = {
  id: 'diff/description-changed',
  severity: 'safe',
  why: 'only the words changed',
  find: (comparison) =>
    elements(comparison)
      .filter(({ before, after }) => (before.description ?? '') !== (after.description ?? ''))
      .map(({ coordinate, after }) => ({
        coordinate,
        message: 'the description changed',
        cause: ofDescription(after.description),
      })),
};
