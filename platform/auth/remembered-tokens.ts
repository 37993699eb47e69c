import { unauthenticated } from '../errors/errors.ts';
import { createBoundedCache } from '../kernel/bounded-cache.ts';
import type { Actor } from './actor.ts';
import type { Revocations } from './revocation.ts';
import type { TokenVerifier } from './token-verifier.ts';

export interface RememberOptions {
  /** Asked at every use: a revoked token is refused at once. */
  readonly revocations?: Pick<Revocations, 'isRevoked'>;
  /** How long a verification holds, and so how long a key that its issuer withdraws may still be taken. Default 30 s. */
  readonly ttlMs?: number;
  readonly now?: () => number;
}

const DEFAULT_TTL_MS = 30_000;
const MAX_TOKENS = 10_000;

interface Remembered {
  readonly actor: Actor;
  readonly until: number;
}

/**
 * Verifies a token's signature once in a while instead of at every request. Expiry and revocation are looked at every
 * time; what failed is not remembered.
 */
export function rememberTokens(verify: TokenVerifier, options: RememberOptions = {}): TokenVerifier {
  const { revocations, ttlMs = DEFAULT_TTL_MS, now = Date.now } = options;
  const remembered = createBoundedCache<string, Remembered>(MAX_TOKENS);
  return async (token) => {
    const known = remembered.get(token);
    if (known && now() < known.until) {
      if (revocations?.isRevoked(known.actor)) throw unauthenticated();
      return known.actor;
    }
    const actor = await verify(token);
    const expiresAt = (actor.expiresAt ?? 0) * 1000;
    remembered.set(token, { actor, until: Math.min(now() + ttlMs, expiresAt) });
    return actor;
  };
}
