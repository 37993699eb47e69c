import { authorisationChanges } from '../authorisation/changes.ts';
import type { DiffRule } from '../rule.ts';

export const authorisationTightened: DiffRule = {
  id: 'diff/authorisation-tightened',
  severity: 'breaking',
  why: 'callers that had it are refused',
  fix: 'give them the scope or policy first, or guard a field of another name',
  find: (comparison) => authorisationChanges(comparison, 'tightened'),
};
