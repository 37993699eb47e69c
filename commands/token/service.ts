import { verified } from 'platform/auth/actor';
import type { DevelopmentTokenClaims } from 'platform/auth/development-issuer';
import { createInternalTokenIssuer } from 'platform/auth/internal-tokens';
import { createServiceKeys } from 'platform/auth/service-keys';
import type { TenantId } from 'platform/kernel/ids';

/** Whose key signs: subgraphs trust it, as they do when it passes users on. */
const SIGNER = 'gateway';

/** A token with which a service of ours asks the subgraph itself, at the port that it has with TOPOLOGY=processes. */
export async function serviceToken(
  keysFolder: string,
  subgraph: string,
  { tenant, actor: id, scopes }: Pick<DevelopmentTokenClaims, 'tenant' | 'actor' | 'scopes'>,
): Promise<string> {
  const keys = await createServiceKeys(keysFolder, [SIGNER]);
  const actor = verified({ id, tenantId: tenant as TenantId, scopes: new Set(scopes), kind: 'service' });
  return createInternalTokenIssuer(keys.keyOf(SIGNER)).tokenFor(subgraph, actor);
}
