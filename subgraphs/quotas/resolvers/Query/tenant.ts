import type { QueryResolvers } from '../../generated/resolvers.ts';

export const tenant: QueryResolvers['tenant'] = (_parent, _args, { actor }) => ({ id: actor.tenantId });
