import { present } from 'platform/kernel/assert';
import { type Instant, parseInstant } from 'platform/kernel/clock';
import {
  type OverrideRequested,
  overrideApproved,
  overrideRejected,
  overrideRequested,
  overrideRevoked,
} from '../../contract/events.ts';
import type { PolicyId } from '../policy/policy.ts';
import type { Override, OverrideEvent, OverrideId, OverrideState } from './override.ts';

/** The override after the event. */
export function evolve(state: OverrideState, event: OverrideEvent): Override {
  if (event.type === overrideRequested.type) return requested(event.data);
  const override = present(state, 'an override begins with its request');
  switch (event.type) {
    case overrideApproved.type:
      return { ...override, status: 'APPROVED', approvedBy: event.data.by };
    case overrideRejected.type:
      return { ...override, status: 'REJECTED' };
    case overrideRevoked.type:
      return { ...override, status: 'REVOKED' };
  }
}

const requested = ({ overrideId, policyId, from, until, by, ...rest }: OverrideRequested): Override => ({
  ...rest,
  id: overrideId as OverrideId,
  policyId: policyId as PolicyId,
  from: instantIn(from),
  until: instantIn(until),
  requestedBy: by,
  approvedBy: null,
  status: 'REQUESTED',
});

const instantIn = (text: string): Instant => present(parseInstant(text), 'a recorded instant can be read');
