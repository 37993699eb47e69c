import { AUTHORISATION, unguardedFields } from '../authorisation.ts';
import type { LintRule } from '../rule.ts';

/** Every mutation says who may call it, on the field or on the whole type. */
export const mutationWithoutAuthorisation: LintRule = {
  name: 'mutation-without-authorisation',
  severity: 'error',
  why: 'A mutation that does not say who may call it can be called by anybody.',
  fix: `add one of ${AUTHORISATION.join(', ')}`,
  check: ({ document }) =>
    unguardedFields(document, 'mutation').map(({ coordinate, field }) => ({
      coordinate,
      message: 'anybody may call this mutation',
      node: field.name,
    })),
};
