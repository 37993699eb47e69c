import type { LeaseResolvers } from '../generated/resolvers.ts';

export const Lease: LeaseResolvers = {
  quantity: ({ quantity }) => BigInt(quantity),
};
