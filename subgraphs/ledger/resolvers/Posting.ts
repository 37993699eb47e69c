import { present } from 'platform/kernel/assert';
import type { PostingResolvers } from '../generated/resolvers.ts';

export const Posting: PostingResolvers = {
  account: async ({ accountId }, _args, { accounts }) =>
    present(await accounts.load(accountId), 'a posting has an account'),
};
