import type { Actor } from 'platform/auth/actor';
import { type PlatformError, unauthenticated } from 'platform/errors/errors';

/** Why a token that held when its client came holds no more. */
export type TokenFault = 'expired' | 'revoked';

export type IsRevoked = (actor: Actor) => boolean;

/** Undefined while the actor's token holds. */
export function tokenFault(actor: Actor, isRevoked: IsRevoked | undefined): TokenFault | undefined {
  if (actor.expiresAt !== undefined && actor.expiresAt * 1000 <= Date.now()) return 'expired';
  return isRevoked?.(actor) ? 'revoked' : undefined;
}

const REFUSALS: Readonly<Record<TokenFault, string>> = {
  expired: 'The token has expired.',
  revoked: 'The token has been revoked.',
};

export const refusalOfToken = (fault: TokenFault): PlatformError => unauthenticated(REFUSALS[fault]);

/** Why an actor whose token held when his client came may do nothing any more; undefined while it holds. */
export function tokenRefusal(actor: Actor, isRevoked: IsRevoked | undefined): PlatformError | undefined {
  const fault = tokenFault(actor, isRevoked);
  return fault && refusalOfToken(fault);
}
