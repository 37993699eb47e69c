import type { DataOf, MessageDeclaration } from 'platform/event-store/contract';
import type { NewEvent } from 'platform/event-store/events';
import type { Id, TenantId } from 'platform/kernel/ids';
import type {
  PolicyTerms,
  policyChanged,
  policyCreated,
  policyDeleted,
  usageReset,
} from '../../contract/events.ts';

export type PolicyId = Id<'pol'>;

/** The tenant whose policies are about all tenants. */
export const PLATFORM = 'platform' as TenantId;

/** What a policy says: who may have how much of which resource, and how that is counted. */
export type Terms = PolicyTerms;

export type SubjectKind = Terms['subject']['kind'];
export type Algorithm = Terms['algorithm'];

export interface Policy {
  readonly id: PolicyId;
  readonly terms: Terms;
}

/** Undefined: not created yet, or deleted. */
export type PolicyState = Policy | undefined;

/** An event of a declared type. */
export type EventOf<Declaration extends MessageDeclaration> = NewEvent<
  Declaration['type'],
  Extract<DataOf<Declaration>, object>
>;

/** What can happen to a policy. */
export type PolicyEvent =
  | EventOf<typeof policyCreated>
  | EventOf<typeof policyChanged>
  | EventOf<typeof policyDeleted>
  | EventOf<typeof usageReset>;
