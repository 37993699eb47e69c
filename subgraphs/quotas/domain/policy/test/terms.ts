import type { Terms } from '../policy.ts';

/** 10 cost points a second, 100 at once, for each tenant. */
export const perSecond = (changes: Partial<Terms> = {}): Terms => ({
  name: 'cost',
  subject: { kind: 'TENANT', pattern: '*' },
  resource: 'graphql.cost',
  algorithm: 'TOKEN_BUCKET',
  limit: 10,
  periodMs: 1_000,
  burst: 100,
  calendar: null,
  unit: 'COST_POINTS',
  mode: 'ENFORCE',
  nearLimitRatio: 0.8,
  failMode: 'OPEN',
  ...changes,
});

/** 1,000 requests a month of Berlin. */
export const monthly = (changes: Partial<Terms> = {}): Terms => ({
  ...perSecond({ name: 'monthly', resource: 'requests', unit: 'REQUESTS' }),
  algorithm: 'CALENDAR',
  limit: 1_000,
  periodMs: null,
  burst: null,
  calendar: { unit: 'MONTH', timeZone: 'Europe/Berlin', startDay: 1, rollover: 0 },
  ...changes,
});
