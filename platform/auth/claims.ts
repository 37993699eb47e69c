import { z } from 'zod';
import { parseTenantId } from '../kernel/ids.ts';
import { type Actor, verified } from './actor.ts';
import { MAX_TOKEN_AGE_S } from './token-verifier.ts';

/** Bounds of what a token may claim. */
const MAX_NAME_CHARS = 255;
const MAX_SCOPE_CHARS = 4_096;
const MAX_ROLES = 100;

const name = z.string().min(1).max(MAX_NAME_CHARS);

/** The claims that are used, of users' and of internal tokens. */
const CLAIMS = z.object({
  sub: name,
  tenant: z.string().transform((text, context) => {
    const tenantId = parseTenantId(text);
    if (tenantId) return tenantId;
    context.addIssue({ code: 'custom', message: 'not a tenant' });
    return z.NEVER;
  }),
  scope: z.string().max(MAX_SCOPE_CHARS).default(''),
  roles: z.array(name).max(MAX_ROLES).optional(),
  jti: name.optional(),
  iat: z.number().optional(),
  exp: z.number(),
});

/** The actor that proven claims speak of; undefined when one that is needed is missing or malformed. */
export function actorOfClaims(claims: unknown, kind: Actor['kind']): Actor | undefined {
  const { success, data } = CLAIMS.safeParse(claims);
  if (!success) return undefined;
  return verified({
    id: data.sub,
    tenantId: data.tenant,
    scopes: parseScopes(data.scope),
    ...(data.roles && { roles: new Set(data.roles) }),
    kind,
    ...(data.jti !== undefined && { tokenId: data.jti }),
    ...(data.iat !== undefined && { issuedAt: data.iat }),
    // Whoever holds on to an actor (a socket does) lets go of it when its token would no longer be taken.
    expiresAt: Math.min(data.exp, (data.iat ?? data.exp) + MAX_TOKEN_AGE_S),
  });
}

/** Scopes travel as one string, separated by spaces (RFC 8693). */
const parseScopes = (text: string): ReadonlySet<string> => new Set(text.split(' ').filter(Boolean));

export const formatScopes = (scopes: Iterable<string>): string => [...scopes].sort().join(' ');
