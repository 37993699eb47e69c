import { jwtVerify, SignJWT } from 'jose';
import { unauthenticated } from '../errors/errors.ts';
import { createBoundedCache } from '../kernel/bounded-cache.ts';
import { type Actor, isVerified } from './actor.ts';
import { actorOfClaims, formatScopes } from './claims.ts';
import { rememberTokens } from './remembered-tokens.ts';
import type { ServiceKey, TrustedKeys } from './service-keys.ts';
import { type TokenVerifier, tokenVerifier } from './token-verifier.ts';

/** How long an internal token is good; it is used for half of that. */
export const INTERNAL_TOKEN_LIFETIME_S = 60;
const MAX_CACHED_TOKENS = 10_000;
const CLOCK_TOLERANCE_S = 5;
const TYPE = 'internal+jwt';

/** Makes the short-lived tokens with which one of our services calls another on behalf of an actor. */
export interface InternalTokenIssuer {
  /** A token for that service alone. Refuses (UNAUTHENTICATED) an actor that no verifier vouched for. */
  tokenFor(audience: string, actor: Actor): Promise<string>;
}

interface CachedToken {
  readonly token: Promise<string>;
  readonly useUntilMs: number;
}

/** Tokens are cached per (audience, actor, tenant, rights) for half their life. */
export function createInternalTokenIssuer(key: ServiceKey): InternalTokenIssuer {
  const cache = createBoundedCache<string, CachedToken>(MAX_CACHED_TOKENS);
  return {
    async tokenFor(audience, actor) {
      if (!isVerified(actor)) throw unauthenticated();
      const cacheKey = cacheKeyOf(audience, actor);
      const cached = cache.get(cacheKey);
      if (cached && cached.useUntilMs > Date.now()) return cached.token;
      const token = sign(key, audience, actor);
      cache.set(cacheKey, { token, useUntilMs: Date.now() + (INTERNAL_TOKEN_LIFETIME_S / 2) * 1000 });
      return token;
    },
  };
}

const rolesOf = (actor: Actor): string[] => [...(actor.roles ?? [])].sort();

const cacheKeyOf = (audience: string, actor: Actor): string =>
  JSON.stringify([
    audience,
    actor.kind,
    actor.tenantId,
    actor.id,
    formatScopes(actor.scopes),
    rolesOf(actor),
  ]);

const sign = (key: ServiceKey, audience: string, actor: Actor): Promise<string> =>
  new SignJWT({
    tenant: actor.tenantId,
    scope: formatScopes(actor.scopes),
    kind: actor.kind,
    ...(actor.roles && { roles: rolesOf(actor) }),
  })
    .setProtectedHeader({ alg: 'EdDSA', kid: key.name, typ: TYPE })
    .setIssuer(key.name)
    .setAudience(audience)
    .setSubject(actor.id)
    .setIssuedAt()
    .setExpirationTime(`${INTERNAL_TOKEN_LIFETIME_S}s`)
    .sign(key.privateKey);

export interface InternalTokenVerification {
  /** The service that is called: this one. */
  readonly audience: string;
  readonly trusted: TrustedKeys;
}

/** Verifies internal tokens; a service's key vouches under that service's own name only. */
export const createInternalTokenVerifier = ({
  audience,
  trusted,
}: InternalTokenVerification): TokenVerifier =>
  rememberTokens(
    tokenVerifier(async (token) => {
      const { payload, protectedHeader } = await jwtVerify(token, trusted, {
        audience,
        typ: TYPE,
        algorithms: ['EdDSA'],
        clockTolerance: CLOCK_TOLERANCE_S,
        maxTokenAge: INTERNAL_TOKEN_LIFETIME_S,
        requiredClaims: ['exp'],
      });
      if (!protectedHeader.kid || payload.iss !== protectedHeader.kid) throw unauthenticated();
      const actor = actorOfClaims(payload, payload.kind === 'service' ? 'service' : 'user');
      if (!actor) throw unauthenticated();
      return actor;
    }),
  );
