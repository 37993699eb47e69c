import type { PeriodResolvers } from '../generated/resolvers.ts';

export const Period: PeriodResolvers = {
  ledger: (ledger) => ledger,
};
