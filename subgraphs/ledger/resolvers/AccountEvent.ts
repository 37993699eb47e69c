import type { AccountEventResolvers } from '../generated/resolvers.ts';

export const AccountEvent: AccountEventResolvers = {
  actor: ({ cause }) => cause.actor,
};
