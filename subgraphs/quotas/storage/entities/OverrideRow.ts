import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { Instant } from 'platform/kernel/clock';
import type { TenantId } from 'platform/kernel/ids';
import type { DecidedStatus, OverrideId, Person } from '../../domain/override/override.ts';
import type { PolicyId, SubjectKind } from '../../domain/policy/policy.ts';
import type { Amounts } from '../../domain/quota/rule.ts';

/** An override as lists and decisions read it: a projection of its events (read-models/overrides/projection.ts). */
export const OverrideRow = defineEntity({
  name: 'OverrideRow',
  tableName: 'override',
  properties: {
    tenantId: p.string().$type<TenantId>().primary(),
    id: p.string().$type<OverrideId>().primary(),
    policyTenantId: p.string().$type<TenantId>(),
    policyId: p.string().$type<PolicyId>(),
    subjectKind: p.string().$type<SubjectKind>(),
    subjectId: p.string(),
    amounts: p.json().$type<Amounts>(),
    fromAt: p.bigint().$type<Instant>(),
    untilAt: p.bigint().$type<Instant>(),
    reason: p.text(),
    requestedBy: p.json().$type<Person>(),
    approvedBy: p.json().$type<Person>().nullable(),
    status: p.string().$type<DecidedStatus>(),
    createdAt: p.bigint().$type<Instant>(),
    updatedAt: p.bigint().$type<Instant>(),
  },
});

export type OverrideRow = InferEntity<typeof OverrideRow>;
