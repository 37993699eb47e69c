import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { importJWK, type JSONWebKeySet, SignJWT } from 'jose';
import { formatScopes } from './claims.ts';
import { publicPart, readOrCreateKey } from './key-files.ts';
import { MAX_TOKEN_AGE_S } from './token-verifier.ts';

/** `iss` and `aud` of tokens for development. */
export const DEVELOPMENT_ISSUER = 'https://issuer.development.invalid';
export const DEVELOPMENT_AUDIENCE = 'supergraph';
export const DEFAULT_EXPIRES_IN_S = 60 * 60;

export interface DevelopmentTokenClaims {
  readonly tenant: string;
  readonly actor: string;
  readonly scopes: readonly string[];
  readonly roles?: readonly string[];
  /** Seconds; default one hour, at the most MAX_TOKEN_AGE_S. */
  readonly expiresIn?: number;
}

/** Stands in for an identity provider on one machine. Its keys are the folder's: never trust it elsewhere. */
export interface DevelopmentIssuer {
  readonly issuer: string;
  readonly audience: string;
  /** To verify its tokens with, and to serve. */
  readonly jwks: JSONWebKeySet;
  signDevelopmentToken(claims: DevelopmentTokenClaims): Promise<string>;
}

/** Opens the issuer whose key is in the folder; makes the key when there is none. */
export async function openDevelopmentIssuer(dir: string): Promise<DevelopmentIssuer> {
  const jwk = await readOrCreateKey(join(dir, 'development-issuer.private.jwk.json'), randomUUID(), 'ES256');
  const key = await importJWK(jwk, 'ES256');
  return {
    issuer: DEVELOPMENT_ISSUER,
    audience: DEVELOPMENT_AUDIENCE,
    jwks: { keys: [publicPart(jwk)] },
    signDevelopmentToken: async ({ tenant, actor, scopes, roles, expiresIn = DEFAULT_EXPIRES_IN_S }) => {
      if (!(expiresIn > 0 && expiresIn <= MAX_TOKEN_AGE_S)) {
        throw new RangeError(`A token lives for 1 to ${MAX_TOKEN_AGE_S} seconds.`);
      }
      return new SignJWT({ tenant, scope: formatScopes(scopes), ...(roles && { roles }) })
        .setProtectedHeader({ alg: 'ES256', kid: jwk.kid ?? '' })
        .setIssuer(DEVELOPMENT_ISSUER)
        .setAudience(DEVELOPMENT_AUDIENCE)
        .setSubject(actor)
        .setJti(randomUUID())
        .setIssuedAt()
        .setExpirationTime(`${expiresIn}s`)
        .sign(key);
    },
  };
}
