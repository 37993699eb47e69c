import { checkPayloads } from '../payload-rule.ts';
import type { EventSourceRule } from '../rule.ts';

/** What the event holds is what the field's type can carry: scalars, values of enums, lists, objects. */
export const payloadType: EventSourceRule = {
  id: 'event-source/payload-type',
  severity: 'error',
  why: 'The value cannot be given as what the field promises.',
  fix: 'give the field the type of the property',
  check: checkPayloads('type'),
};
