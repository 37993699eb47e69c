import { AUTHORISATION, unguardedFields } from '../authorisation.ts';
import type { LintRule } from '../rule.ts';

/** Every subscription says who may listen, on the field or on the whole type. */
export const subscriptionWithoutAuthorisation: LintRule = {
  name: 'subscription-without-authorisation',
  severity: 'error',
  why: 'Events reach whoever asks for them where a subscription does not say who may.',
  fix: `add one of ${AUTHORISATION.join(', ')}`,
  check: ({ document }) =>
    unguardedFields(document, 'subscription').map(({ coordinate, field }) => ({
      coordinate,
      message: 'anybody may listen to these events',
      node: field.name,
    })),
};
