import type { Resolvers } from '../generated/resolvers.ts';
import { Actor } from './Actor.ts';
import { Lease } from './Lease.ts';
import { acquireLease } from './Mutation/acquireLease.ts';
import { approveOverride } from './Mutation/approveOverride.ts';
import { consume } from './Mutation/consume.ts';
import { deletePolicy } from './Mutation/deletePolicy.ts';
import { rejectOverride } from './Mutation/rejectOverride.ts';
import { renewLease } from './Mutation/renewLease.ts';
import { requestOverride } from './Mutation/requestOverride.ts';
import { reserve } from './Mutation/reserve.ts';
import { resetUsage } from './Mutation/resetUsage.ts';
import { returnLease } from './Mutation/returnLease.ts';
import { revokeOverride } from './Mutation/revokeOverride.ts';
import { settle } from './Mutation/settle.ts';
import { upsertPolicy } from './Mutation/upsertPolicy.ts';
import { Override } from './Override.ts';
import { Policy } from './Policy.ts';
import { PolicyStatus } from './PolicyStatus.ts';
import { actor } from './Query/actor.ts';
import { override } from './Query/override.ts';
import { overrides } from './Query/overrides.ts';
import { policies } from './Query/policies.ts';
import { policy } from './Query/policy.ts';
import { quota } from './Query/quota.ts';
import { tenant } from './Query/tenant.ts';
import { usage } from './Query/usage.ts';
import { QuotaEvent } from './QuotaEvent.ts';
import { QuotaStatus } from './QuotaStatus.ts';
import { Reservation } from './Reservation.ts';
import { Tenant } from './Tenant.ts';

/** All resolvers, by type and field. */
export const resolvers: Resolvers = {
  Query: { policy, policies, override, overrides, quota, usage, tenant, actor },
  Mutation: {
    upsertPolicy,
    deletePolicy,
    requestOverride,
    approveOverride,
    rejectOverride,
    revokeOverride,
    consume,
    reserve,
    settle,
    acquireLease,
    renewLease,
    returnLease,
    resetUsage,
  },
  Actor,
  Lease,
  Override,
  Policy,
  PolicyStatus,
  QuotaEvent,
  QuotaStatus,
  Reservation,
  Tenant,
};
