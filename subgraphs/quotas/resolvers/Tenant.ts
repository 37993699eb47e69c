import type { TenantResolvers } from '../generated/resolvers.ts';
import { getQuotas } from '../use-cases/getQuota.ts';

/** Of another tenant than the caller's nothing is known. */
export const Tenant: TenantResolvers = {
  quotas: ({ id }, _args, context) =>
    id === context.actor.tenantId ? getQuotas(context.services, context, { kind: 'TENANT', id }) : [],
};
