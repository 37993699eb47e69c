import type { Resolvers } from '../generated/resolvers.ts';
import { deletePolicy } from './Mutation/deletePolicy.ts';
import { upsertPolicy } from './Mutation/upsertPolicy.ts';
import { Policy } from './Policy.ts';
import { policies } from './Query/policies.ts';
import { policy } from './Query/policy.ts';

/** All resolvers, by type and field. */
export const resolvers: Resolvers = {
  Query: { policy, policies },
  Mutation: { upsertPolicy, deletePolicy },
  Policy,
};
