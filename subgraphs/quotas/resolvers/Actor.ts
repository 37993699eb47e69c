import type { ActorResolvers } from '../generated/resolvers.ts';
import { getQuotas } from '../use-cases/getQuota.ts';

export const Actor: ActorResolvers = {
  quotas: ({ id }, _args, context) => getQuotas(context.services, context, { kind: 'ACTOR', id }),
};
