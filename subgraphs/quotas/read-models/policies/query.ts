import type { FilterQuery } from '@mikro-orm/core';
import { type Connection, keyset, type Page } from 'platform/graphql/connections';
import { countRows } from 'platform/tenancy/count';
import type { UnitOfWork } from 'platform/tenancy/unit-of-work';
import type { SubjectKind } from '../../domain/policy/policy.ts';
import { PolicyRow } from '../../storage/entities/PolicyRow.ts';

export type PolicyConnection = Connection<PolicyRow>;

/** All given conditions hold. */
export interface PolicyFilter {
  readonly resource?: string | null;
  readonly subjectKind?: SubjectKind | null;
  /** Default: false. */
  readonly includeDeleted?: boolean;
}

/** A tenant's names are unique, but for those of policies that were deleted. */
export const byName = keyset('policies', ['text', 'text']);
type Key = readonly [name: string, id: string];

export const keyOf = ({ name, id }: PolicyRow): Key => [name, id];

/** A page of the list, and one row more when there is a next page. */
export const findPolicies = (
  uow: UnitOfWork,
  filter: PolicyFilter,
  { limit, after }: Page<Key>,
): Promise<PolicyRow[]> =>
  uow.em.find(
    PolicyRow,
    { $and: [matching(uow, filter), ...(after ? [beyond(after)] : [])] },
    { orderBy: [{ name: 'asc' }, { id: 'asc' }], limit: limit + 1 },
  );

export const countPolicies = (uow: UnitOfWork, filter: PolicyFilter): Promise<number> =>
  countRows(uow, PolicyRow, matching(uow, filter));

export const policyOfName = ({ em, tenantId }: UnitOfWork, name: string): Promise<PolicyRow | null> =>
  em.findOne(PolicyRow, { tenantId, name, deletedAt: null });

/** Also those that were deleted. */
export async function policiesById(
  { em, tenantId }: UnitOfWork,
  ids: readonly string[],
): Promise<ReadonlyMap<string, PolicyRow>> {
  const rows = await em.find(PolicyRow, { tenantId, id: { $in: [...ids] as PolicyRow['id'][] } });
  return new Map(rows.map((row) => [row.id, row]));
}

const matching = (
  { tenantId }: UnitOfWork,
  { resource, subjectKind, includeDeleted = false }: PolicyFilter,
): FilterQuery<PolicyRow> => ({
  tenantId,
  ...(includeDeleted ? {} : { deletedAt: null }),
  ...(resource ? { resource } : {}),
  ...(subjectKind ? { subjectKind } : {}),
});

const beyond = ([name, id]: Key): FilterQuery<PolicyRow> => ({
  name: { $gte: name },
  $or: [{ name: { $gt: name } }, { id: { $gt: id as PolicyRow['id'] } }],
});
