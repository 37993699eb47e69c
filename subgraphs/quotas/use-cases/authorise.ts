import type { Actor } from 'platform/auth/actor';
import { requireScope } from 'platform/auth/scopes';
import { badInput, forbidden } from 'platform/errors/errors';
import { parseTenantId, type TenantId } from 'platform/kernel/ids';
import { PLATFORM } from '../domain/policy/policy.ts';
import type { Subject } from '../domain/subject.ts';

const PLATFORM_ADMIN = 'platform:admin';

/**
 * Whose data is meant: the named tenant's, else the actor's own. Of one's own tenant one of `scopes` is enough; of
 * another one, and of the platform's, only platform administrators have anything. Fails with FORBIDDEN.
 */
export function authorisedTenant(
  actor: Actor,
  scope: 'quotas:read' | 'quotas:admin',
  named: string | null | undefined,
): TenantId {
  // An argument of queries, a field of mutations' input.
  const path = scope === 'quotas:read' ? ['tenantId'] : ['input', 'tenantId'];
  const tenantId = named === null || named === undefined ? actor.tenantId : tenantNamed(named, path);
  if (isPlatformAdmin(actor)) return tenantId;
  if (tenantId !== actor.tenantId || tenantId === PLATFORM) {
    const whose = tenantId === PLATFORM ? "the platform's policies" : 'another tenant';
    throw forbidden(`The scope "${PLATFORM_ADMIN}" is needed for ${whose}.`);
  }
  requireScope(actor, scope);
  return tenantId;
}

export const isPlatformAdmin = ({ scopes }: Actor): boolean => scopes.has(PLATFORM_ADMIN);

/** Fails with BAD_USER_INPUT for what is no name of a tenant. */
export function tenantNamed(named: string, path: readonly string[]): TenantId {
  const tenantId = parseTenantId(named);
  if (!tenantId) throw badInput(`"${path.at(-1)}" is not the name of a tenant.`, path);
  return tenantId;
}

/**
 * A tenant is counted as itself: by another name it would have another limit. Fails with BAD_USER_INPUT; `at`: where the
 * subject stands in the caller's arguments.
 */
export function requireOwnTenant(
  tenantId: TenantId,
  { kind, id }: Subject,
  at: readonly string[] = ['input', 'subject'],
): void {
  if (kind !== 'TENANT' || id === tenantId) return;
  throw badInput(`Of the kind TENANT the subject's id must be "${tenantId}".`, [...at, 'id']);
}

/** Only services of ours reserve and borrow. Fails with FORBIDDEN. */
export function requireService({ kind }: Actor): void {
  if (kind !== 'service') throw forbidden('Only services may do this.');
}
