import type { FilterQuery } from '@mikro-orm/core';
import { type Connection, keyset, type Page } from 'platform/graphql/connections';
import type { Instant } from 'platform/kernel/clock';
import { countRows } from 'platform/tenancy/count';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import type { OverrideId, OverrideStatus } from '../../domain/override/override.ts';
import type { PolicyId } from '../../domain/policy/policy.ts';
import { OverrideRow } from '../../storage/entities/OverrideRow.ts';

export type OverrideConnection = Connection<OverrideRow>;

/** All given conditions hold. */
export interface OverrideFilter {
  readonly policyId?: string | null;
  /** As of `at`. */
  readonly status?: OverrideStatus | null;
  readonly at: Instant;
}

/** The last requested first. */
export const byRequest = keyset('overrides', ['bigint', 'text']);
type Key = readonly [createdAt: bigint, id: string];

export const keyOf = ({ createdAt, id }: OverrideRow): Key => [createdAt, id];

/** A page of the list, and one row more when there is a next page. */
export const findOverrides = (
  uow: UnitOfWork,
  filter: OverrideFilter,
  { limit, after }: Page<Key>,
): Promise<OverrideRow[]> =>
  uow.em.find(
    OverrideRow,
    { $and: [matching(uow, filter), ...(after ? [beyond(after)] : [])] },
    { orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], limit: limit + 1 },
  );

export const countOverrides = (uow: UnitOfWork, filter: OverrideFilter): Promise<number> =>
  countRows(uow, OverrideRow, matching(uow, filter));

export const findOverride = ({ em, tenantId }: UnitOfWork, id: string): Promise<OverrideRow | null> =>
  em.findOne(OverrideRow, { tenantId, id: id as OverrideId });

const matching = (
  { tenantId }: UnitOfWork,
  { policyId, status, at }: OverrideFilter,
): FilterQuery<OverrideRow> => ({
  $and: [
    { tenantId },
    ...(policyId ? [{ policyId: policyId as PolicyId }] : []),
    ...(status ? [inStatus(status, at)] : []),
  ],
});

/** Time alone ends what is requested or approved. */
function inStatus(status: OverrideStatus, at: Instant): FilterQuery<OverrideRow> {
  if (status === 'EXPIRED') return { status: { $in: ['REQUESTED', 'APPROVED'] }, untilAt: { $lte: at } };
  const mayExpire = status === 'REQUESTED' || status === 'APPROVED';
  return { status, ...(mayExpire ? { untilAt: { $gt: at } } : {}) };
}

/** Older than the position, or of its instant with a smaller id. */
const beyond = ([createdAt, id]: Key): FilterQuery<OverrideRow> => ({
  createdAt: { $lte: createdAt },
  $or: [{ createdAt: { $lt: createdAt } }, { id: { $lt: id as OverrideId } }],
});
