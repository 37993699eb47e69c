import { authorisationChanges } from '../authorisation/changes.ts';
import type { DiffRule } from '../rule.ts';

export const authorisationWeakened: DiffRule = {
  id: 'diff/authorisation-weakened',
  severity: 'breaking',
  why: 'what was protected is open to more callers than before',
  fix: 'restore the directive; where more callers are meant to have it, say so in review',
  find: (comparison) => authorisationChanges(comparison, 'weakened'),
};
