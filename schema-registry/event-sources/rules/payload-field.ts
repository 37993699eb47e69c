import { checkPayloads } from '../payload-rule.ts';
import type { EventSourceRule } from '../rule.ts';

/** What the payload declares is in the data of an event that feeds it; what is non-null, in that of each. */
export const payloadField: EventSourceRule = {
  id: 'event-source/payload-field',
  severity: 'error',
  why: 'The field is null, or an error where it must not be.',
  fix: 'take the field away, or add the property to the event',
  check: checkPayloads('field'),
};
