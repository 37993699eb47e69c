import type { PolicyResolvers } from '../generated/resolvers.ts';
import { listHistory } from '../read-models/history/list.ts';
import { getPolicy } from '../use-cases/getPolicy.ts';

const wholeNumber = (value: number | null): bigint | null => (value === null ? null : BigInt(value));

export const Policy: PolicyResolvers = {
  __resolveReference: ({ id }, context) => getPolicy(context.services, context, id),
  subject: ({ terms }) => terms.subject,
  algorithm: ({ terms }) => terms.algorithm,
  limit: ({ terms }) => BigInt(terms.limit),
  periodMs: ({ terms }) => wholeNumber(terms.periodMs),
  burst: ({ terms }) => wholeNumber(terms.burst),
  calendar: ({ terms: { calendar } }) => calendar && { ...calendar, rollover: BigInt(calendar.rollover) },
  unit: ({ terms }) => terms.unit,
  mode: ({ terms }) => terms.mode,
  nearLimitRatio: ({ terms }) => terms.nearLimitRatio,
  failMode: ({ terms }) => terms.failMode,
  history: ({ tenantId, id }, page, { services }) => listHistory(services.reader(tenantId), id, page),
};
