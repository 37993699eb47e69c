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

const subject = z.strictObject({ kind: subjectKind, id: z.string() });

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

/** What was used by a subject is forgotten; `tenantId` is the subject's. */
export const usageReset = defineMessage({
  type: 'quotas.policy.usage-reset.v1',
  topic: POLICIES,
  data: z.strictObject({ policyId, tenantId: z.string(), subject }),
});

/** Overrides of what a policy allows one subject, keyed by override; of the subject's tenant. */
export const OVERRIDES = {
  name: 'quotas.override.v1',
  partitions: 6,
  retentionMs: 7 * DAY_MS,
  writers: 'one',
} as const;

const overrideId = wire.id('ovr');
/** Who took a step: an id is unique within its tenant. */
const by = z.strictObject({ tenantId: z.string(), actorId: z.string() });

export const overrideRequested = defineMessage({
  type: 'quotas.override.requested.v1',
  topic: OVERRIDES,
  data: z.strictObject({
    overrideId,
    /** The policy's, which may be the platform's. */
    policyTenantId: z.string(),
    policyId,
    subject,
    limit: amount,
    /** Null: the policy's, or the limit if that is more. */
    burst: amount.nullable(),
    from: wire.instant,
    until: wire.instant,
    reason: z.string(),
    by,
  }),
});

export const overrideApproved = defineMessage({
  type: 'quotas.override.approved.v1',
  topic: OVERRIDES,
  data: z.strictObject({ overrideId, by }),
});

export const overrideRejected = defineMessage({
  type: 'quotas.override.rejected.v1',
  topic: OVERRIDES,
  data: z.strictObject({ overrideId, by }),
});

/** Ends before its time. */
export const overrideRevoked = defineMessage({
  type: 'quotas.override.revoked.v1',
  topic: OVERRIDES,
  data: z.strictObject({ overrideId, by }),
});

/** What subjects have nearly or wholly used up: once per policy, subject, level and period. */
export const THRESHOLDS = {
  name: 'quotas.threshold.v1',
  partitions: 6,
  retentionMs: 7 * DAY_MS,
  writers: 'one',
} as const;

export const thresholdCrossed = defineMessage({
  type: 'quotas.threshold.crossed.v1',
  topic: THRESHOLDS,
  data: z.strictObject({
    policyId,
    policyTenantId: z.string(),
    policyName: z.string(),
    subjectKind,
    subjectId: z.string(),
    resource: z.string(),
    level: z.enum(['NEAR_LIMIT', 'EXCEEDED']),
    /** Of a policy in SHADOW mode nothing was refused. */
    mode: z.enum(['ENFORCE', 'SHADOW']),
    limit: z.string(),
    remaining: z.string(),
    periodStart: wire.instant,
  }),
});

export const QUOTAS_EVENTS = [
  policyCreated,
  policyChanged,
  policyDeleted,
  usageReset,
  overrideRequested,
  overrideApproved,
  overrideRejected,
  overrideRevoked,
  thresholdCrossed,
] as const;

export type OverrideRequested = DataOf<typeof overrideRequested>;
export type ThresholdCrossed = DataOf<typeof thresholdCrossed>;

export type PolicyTerms = Omit<DataOf<typeof policyCreated>, 'policyId'>;
