import { errors } from 'jose';
import { PlatformError, unauthenticated } from '../errors/errors.ts';
import type { Actor } from './actor.ts';

/**
 * Proves a bearer token and says who asks. Fails with UNAUTHENTICATED for a token that does not hold, with
 * SERVICE_UNAVAILABLE when the issuer's keys cannot be had.
 */
export type TokenVerifier = (token: string) => Promise<Actor>;

/** No user's token lives longer, so that a revocation may be forgotten after it. */
export const MAX_TOKEN_AGE_S = 24 * 60 * 60;

/** A token is longer than this only by mistake or malice. */
const MAX_TOKEN_CHARS = 8_192;

/** Puts the bound, and one answer for all that can be wrong, around a verification. */
export const tokenVerifier =
  (verify: TokenVerifier): TokenVerifier =>
  async (token) => {
    if (token.length > MAX_TOKEN_CHARS) throw unauthenticated();
    try {
      return await verify(token);
    } catch (error) {
      throw toPlatformError(error);
    }
  };

/** What the caller may know: that the token has expired, so that it fetches another. No more of why it failed. */
function toPlatformError(error: unknown): unknown {
  if (error instanceof PlatformError) return error;
  if (error instanceof errors.JWTExpired) return unauthenticated('The token has expired.');
  if (isAboutToken(error)) return unauthenticated();
  return new PlatformError('SERVICE_UNAVAILABLE', 'Tokens cannot be verified at the moment.');
}

const isAboutToken = (error: unknown): boolean => ABOUT_TOKEN.some((kind) => error instanceof kind);

const ABOUT_TOKEN = [
  errors.JWTClaimValidationFailed,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
] as const;

/** The token of an Authorization header; undefined when there is none of the kind. */
export const bearerToken = (header: string | undefined): string | undefined =>
  /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
