import {
  createLocalJWKSet,
  createRemoteJWKSet,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import { unauthenticated } from '../errors/errors.ts';
import { actorOfClaims } from './claims.ts';
import { rememberTokens } from './remembered-tokens.ts';
import type { Revocations } from './revocation.ts';
import { MAX_TOKEN_AGE_S, type TokenVerifier, tokenVerifier } from './token-verifier.ts';

export interface UserTokenOptions {
  /** `iss` that is accepted, exactly. */
  readonly issuer: string;
  /** `aud` must be or contain it. */
  readonly audience: string;
  /** Where the issuer publishes its keys. They are fetched when first needed and again when a token names a new one. */
  readonly jwksUrl?: string;
  /** The issuer's keys themselves, instead of the URL. */
  readonly jwks?: JSONWebKeySet;
  /** How far the clocks may differ. Default 5 s. */
  readonly clockToleranceS?: number;
  /** Unknown key ids make the keys be fetched again no oftener than this. Default 10 s. */
  readonly refetchIntervalMs?: number;
  /** Revoked tokens are refused. */
  readonly revocations?: Pick<Revocations, 'isRevoked'>;
}

const DEFAULT_CLOCK_TOLERANCE_S = 5;
const DEFAULT_REFETCH_INTERVAL_MS = 10_000;
const FETCH_TIMEOUT_MS = 5_000;
const KEYS_MAX_AGE_MS = 10 * 60_000;

/** Signatures that only the issuer can make: never `none`, never a shared secret. */
const ALGORITHMS = ['RS256', 'ES256', 'EdDSA'];

/**
 * Verifies the tokens of users: signature, issuer, audience, expiry, age, and that `sub` and `tenant` are there.
 * Keys rotate without a restart; a signature is verified once in 30 s, expiry and revocation at every use.
 *
 * @example const actor = await verify(bearerToken(request.headers.authorization) ?? '');
 */
export function createUserTokenVerifier(options: UserTokenOptions): TokenVerifier {
  const keys = keysOf(options);
  const verify = tokenVerifier(async (token) => {
    const { payload } = await jwtVerify(token, keys, {
      issuer: options.issuer,
      audience: options.audience,
      algorithms: ALGORITHMS,
      clockTolerance: options.clockToleranceS ?? DEFAULT_CLOCK_TOLERANCE_S,
      maxTokenAge: MAX_TOKEN_AGE_S,
      requiredClaims: ['exp'],
    });
    const actor = actorOfClaims(payload, 'user');
    if (!actor || options.revocations?.isRevoked(actor)) throw unauthenticated();
    return actor;
  });
  return rememberTokens(verify, options);
}

function keysOf({ jwks, jwksUrl, refetchIntervalMs }: UserTokenOptions): JWTVerifyGetKey {
  if (jwks) return createLocalJWKSet(jwks);
  if (!jwksUrl) throw new TypeError('Either jwksUrl or jwks is needed.');
  return createRemoteJWKSet(new URL(jwksUrl), {
    cooldownDuration: refetchIntervalMs ?? DEFAULT_REFETCH_INTERVAL_MS,
    timeoutDuration: FETCH_TIMEOUT_MS,
    cacheMaxAge: KEYS_MAX_AGE_MS,
  });
}
