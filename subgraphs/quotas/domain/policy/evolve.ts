import { policyDeleted } from '../../contract/events.ts';
import type { PolicyEvent, PolicyId, PolicyState } from './policy.ts';

/** The policy after the event. */
export function evolve(_state: PolicyState, event: PolicyEvent): PolicyState {
  if (event.type === policyDeleted.type) return undefined;
  const { policyId, ...terms } = event.data;
  return { id: policyId as PolicyId, terms };
}
