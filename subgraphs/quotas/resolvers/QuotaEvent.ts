import type { QuotaEventResolvers } from '../generated/resolvers.ts';

export const QuotaEvent: QuotaEventResolvers = {
  actor: ({ cause }) => cause.actor,
};
