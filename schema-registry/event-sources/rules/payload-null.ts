import { checkPayloads } from '../payload-rule.ts';
import type { EventSourceRule } from '../rule.ts';

/** What the payload declares non-null is in every event, and not null. */
export const payloadNull: EventSourceRule = {
  id: 'event-source/payload-null',
  severity: 'error',
  why: 'An event without it reaches the subscriber as an error.',
  fix: 'make the field nullable, or require the property in the event',
  check: checkPayloads('null'),
};
