import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { Instant } from 'platform/kernel/clock';
import type { TenantId } from 'platform/kernel/ids';
import type { PolicyId, SubjectKind, Terms } from '../../domain/policy/policy.ts';

/** A policy as lists and decisions read it: a projection of its events (read-models/policies/projection.ts). */
export const PolicyRow = defineEntity({
  name: 'PolicyRow',
  tableName: 'policy',
  properties: {
    tenantId: p.string().$type<TenantId>().primary(),
    id: p.string().$type<PolicyId>().primary(),
    name: p.string(),
    resource: p.string(),
    subjectKind: p.string().$type<SubjectKind>(),
    terms: p.json().$type<Terms>(),
    createdAt: p.bigint().$type<Instant>(),
    updatedAt: p.bigint().$type<Instant>(),
    deletedAt: p.bigint().$type<Instant>().nullable(),
  },
});

export type PolicyRow = InferEntity<typeof PolicyRow>;
