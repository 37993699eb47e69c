import { DAY_MS, type DataOf, defineMessage, wire } from 'platform/event-store/contract';
import { z } from 'zod';

/** What quotas publishes of its policies, keyed by policy. Numbers are whole and below 2^53. */
export const POLICIES = {
  name: 'quotas.policy.v1',
  partitions: 6,
  retentionMs: 7 * DAY_MS,
  writers: 'one',
} as const;

const policyId = wire.id('pol');
const amount = z.int().min(1);
const subjectKind = z.enum(['TENANT', 'ACTOR', 'SERVICE', 'API_KEY']);

/** What a policy says, as far as it may change. */
const terms = {
  name: z.string(),
  subject: z.strictObject({ kind: subjectKind, pattern: z.string() }),
  resource: z.string(),
  algorithm: z.enum([
    'TOKEN_BUCKET',
    'LEAKY_BUCKET',
    'FIXED_WINDOW',
    'SLIDING_WINDOW',
    'CONCURRENCY',
    'CALENDAR',
  ]),
  limit: amount,
  /** Null: the calendar says it. */
  periodMs: amount.nullable(),
  /** Null: the algorithm has none. */
  burst: amount.nullable(),
  calendar: z
    .strictObject({
      unit: z.enum(['DAY', 'MONTH']),
      timeZone: z.string(),
      startDay: z.int().min(1).max(31),
      rollover: z.int().min(0),
    })
    .nullable(),
  unit: z.enum(['REQUESTS', 'COST_POINTS', 'BYTES', 'CONCURRENT']),
  mode: z.enum(['ENFORCE', 'SHADOW']),
  nearLimitRatio: z.number(),
  failMode: z.enum(['OPEN', 'CLOSED']),
};

export const policyCreated = defineMessage({
  type: 'quotas.policy.created.v1',
  topic: POLICIES,
  data: z.strictObject({ policyId, ...terms }),
});

/** All of it as it is now, also what did not change. */
export const policyChanged = defineMessage({
  type: 'quotas.policy.changed.v1',
  topic: POLICIES,
  data: z.strictObject({ policyId, ...terms }),
});

export const policyDeleted = defineMessage({
  type: 'quotas.policy.deleted.v1',
  topic: POLICIES,
  data: z.strictObject({ policyId }),
});

export const QUOTAS_EVENTS = [policyCreated, policyChanged, policyDeleted] as const;

export type PolicyTerms = Omit<DataOf<typeof policyCreated>, 'policyId'>;
