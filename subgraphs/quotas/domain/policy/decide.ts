import type { Decider } from 'platform/event-store/decider';
import { ok, type Result, refuse } from 'platform/kernel/result';
import { policyChanged, policyCreated, policyDeleted, usageReset } from '../../contract/events.ts';
import type { Subject } from '../subject.ts';
import { faultIn } from './check.ts';
import { evolve } from './evolve.ts';
import type { PolicyEvent, PolicyId, PolicyState, Terms } from './policy.ts';
import { type InvalidPolicy, type UnknownPolicy, unknownPolicy } from './refusals.ts';

/** The id is that of the policy of this name, or a new one. */
export interface UpsertPolicy {
  readonly kind: 'UpsertPolicy';
  readonly policyId: PolicyId;
  readonly terms: Terms;
}

export interface DeletePolicy {
  readonly kind: 'DeletePolicy';
}

/** Forgets what a subject has used. */
export interface ResetUsage {
  readonly kind: 'ResetUsage';
  readonly tenantId: string;
  readonly subject: Subject;
}

export type PolicyCommand = UpsertPolicy | DeletePolicy | ResetUsage;

type Decision<R> = Result<readonly PolicyEvent[], R>;

/** Decides on a policy. Pure. What it says already changes nothing. */
export function upsert({ policyId, terms }: UpsertPolicy, state: PolicyState): Decision<InvalidPolicy> {
  const fault = faultIn(terms);
  if (fault) return refuse(fault);
  if (!state) return ok([{ type: policyCreated.type, data: { policyId, ...terms } }]);
  if (isSame(state.terms, terms)) return ok([]);
  return ok([{ type: policyChanged.type, data: { policyId, ...terms } }]);
}

/** Of plain data with the same properties. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || !one || typeof other !== 'object' || !other) return one === other;
  return Object.entries(one).every(([name, value]) => isSame(value, other[name as keyof typeof other]));
}

export function remove(state: PolicyState): Decision<UnknownPolicy> {
  if (!state) return refuse(unknownPolicy);
  return ok([{ type: policyDeleted.type, data: { policyId: state.id } }]);
}

export function resetUsage({ tenantId, subject }: ResetUsage, state: PolicyState): Decision<UnknownPolicy> {
  if (!state) return refuse(unknownPolicy);
  return ok([{ type: usageReset.type, data: { policyId: state.id, tenantId, subject: { ...subject } } }]);
}

function decide(command: PolicyCommand, state: PolicyState): Decision<InvalidPolicy | UnknownPolicy> {
  switch (command.kind) {
    case 'UpsertPolicy':
      return upsert(command, state);
    case 'DeletePolicy':
      return remove(state);
    case 'ResetUsage':
      return resetUsage(command, state);
  }
}

export const policyDecider: Decider<PolicyCommand, PolicyState, PolicyEvent, InvalidPolicy | UnknownPolicy> =
  { initialState: undefined, decide, evolve };
