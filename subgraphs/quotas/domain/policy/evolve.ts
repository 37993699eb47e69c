import { policyDeleted, usageReset } from '../../contract/events.ts';
import type { PolicyEvent, PolicyId, PolicyState } from './policy.ts';

/** The policy after the event. */
export function evolve(state: PolicyState, event: PolicyEvent): PolicyState {
  if (event.type === policyDeleted.type) return undefined;
  if (event.type === usageReset.type) return state;
  const { policyId, ...terms } = event.data;
  return { id: policyId as PolicyId, terms };
}
