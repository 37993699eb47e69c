import type { PolicyStatusResolvers } from '../generated/resolvers.ts';

export const PolicyStatus: PolicyStatusResolvers = {
  limit: ({ limit }) => BigInt(limit),
  capacity: ({ capacity }) => BigInt(capacity),
  remaining: ({ remaining }) => BigInt(remaining),
  resetAfterMs: ({ resetAfterMs }) => BigInt(resetAfterMs),
  retryAfterMs: ({ retryAfterMs }) => (retryAfterMs === null ? null : BigInt(retryAfterMs)),
  overrideId: ({ override }) => override?.id ?? null,
};
