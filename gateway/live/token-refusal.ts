import type { Actor } from 'platform/auth/actor';
import { type PlatformError, unauthenticated } from 'platform/errors/errors';

/** Why an actor whose token held when the socket opened may do nothing any more; undefined while it holds. */
export function tokenRefusal(
  actor: Actor,
  isRevoked: ((actor: Actor) => boolean) | undefined,
): PlatformError | undefined {
  if (actor.expiresAt !== undefined && actor.expiresAt * 1000 <= Date.now())
    return unauthenticated('The token has expired.');
  return isRevoked?.(actor) ? unauthenticated('The token has been revoked.') : undefined;
}
