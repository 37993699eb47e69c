import type { IncomingHttpHeaders } from 'node:http';
import type { Actor } from 'platform/auth/actor';
import { bearerToken, type TokenVerifier } from 'platform/auth/token-verifier';
import { unauthenticated } from 'platform/errors/errors';

/** Says who a request is from; undefined for nobody in particular. Rejects with 401 UNAUTHENTICATED. */
export type Authenticate = (
  headers: Pick<IncomingHttpHeaders, 'authorization'>,
) => Promise<Actor | undefined>;

/**
 * Reads the bearer token. No Authorization header is an anonymous request, which may use unprotected fields only; a
 * header that does not hold is refused, never taken for anonymous. Without a verifier everybody is anonymous: the
 * header is not ours to judge, and only header rules pass it on.
 */
export function createAuthenticator(verify: TokenVerifier | undefined): Authenticate {
  return async ({ authorization }) => {
    if (!verify || authorization === undefined) return undefined;
    const token = bearerToken(authorization);
    if (!token) throw unauthenticated();
    return verify(token);
  };
}
