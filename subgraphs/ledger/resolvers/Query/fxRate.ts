import { requireScope } from 'platform/auth/scopes';
import type { QueryResolvers } from '../../generated/resolvers.ts';
import { fxRateAsOf } from '../../read-models/fx-rates/asOf.ts';

export const fxRate: QueryResolvers['fxRate'] = async (_parent, { at, ...pair }, { actor, services }) => {
  requireScope(actor, 'ledger:read');
  return (await fxRateAsOf(services, actor.tenantId, pair, at ?? {})) ?? null;
};
