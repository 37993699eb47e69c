import type { Instant } from 'platform/kernel/clock';
import type { Id } from 'platform/kernel/ids';
import type {
  overrideApproved,
  overrideRejected,
  overrideRequested,
  overrideRevoked,
} from '../../contract/events.ts';
import type { EventOf, PolicyId } from '../policy/policy.ts';
import type { Subject } from '../subject.ts';

export type OverrideId = Id<'ovr'>;

/** Somebody who takes a step: ids are unique within a tenant. */
export interface Person {
  readonly tenantId: string;
  readonly actorId: string;
}

export type DecidedStatus = 'REQUESTED' | 'APPROVED' | 'REJECTED' | 'REVOKED';

/** EXPIRED is what time alone makes of one that is requested or approved. */
export type OverrideStatus = DecidedStatus | 'EXPIRED';

/** Another limit for one subject of a policy, for a time. */
export interface Override {
  readonly id: OverrideId;
  readonly policyTenantId: string;
  readonly policyId: PolicyId;
  readonly subject: Subject;
  readonly limit: number;
  /** Null: the policy's, or the limit if that is more. */
  readonly burst: number | null;
  /** In effect from then, and until then, exclusive. */
  readonly from: Instant;
  readonly until: Instant;
  readonly reason: string;
  readonly requestedBy: Person;
  readonly approvedBy: Person | null;
  readonly status: DecidedStatus;
}

/** Undefined: not requested yet. */
export type OverrideState = Override | undefined;

/** What can happen to an override. */
export type OverrideEvent =
  | EventOf<typeof overrideRequested>
  | EventOf<typeof overrideApproved>
  | EventOf<typeof overrideRejected>
  | EventOf<typeof overrideRevoked>;

type Timed = Pick<Override, 'status' | 'from' | 'until'>;

export function statusAt({ status, until }: Timed, at: Instant): OverrideStatus {
  const mayExpire = status === 'REQUESTED' || status === 'APPROVED';
  return mayExpire && at >= until ? 'EXPIRED' : status;
}

export const isInEffect = (override: Timed, at: Instant): boolean =>
  override.status === 'APPROVED' && at >= override.from && at < override.until;
