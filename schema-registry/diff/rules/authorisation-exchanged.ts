import { authorisationChanges } from '../authorisation/changes.ts';
import type { DiffRule } from '../rule.ts';

export const authorisationExchanged: DiffRule = {
  id: 'diff/authorisation-exchanged',
  severity: 'breaking',
  why: 'callers that had it are refused, and others have it that had not',
  fix: 'ask for the old or the new until all callers have the new, then for the new alone',
  find: (comparison) => authorisationChanges(comparison, 'exchanged'),
};
