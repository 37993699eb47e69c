import type { ExchangeResolvers } from '../generated/resolvers.ts';

export const Exchange: ExchangeResolvers = {
  fxRate: ({ fxRateId }, _args, { fxRates }) => (fxRateId ? fxRates.load(fxRateId) : null),
};
