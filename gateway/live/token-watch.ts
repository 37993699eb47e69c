import type { Actor } from 'platform/auth/actor';
import { type IsRevoked, type TokenFault, tokenFault } from './token-refusal.ts';

/** Something that is open as long as its token holds. */
export interface Watched {
  /** Absent: anonymous, who has no token. */
  readonly actor: Actor | undefined;
  /** Called once, soon after the token has ceased to hold. */
  onTokenFault(fault: TokenFault): void;
}

/** Looks after the tokens of all that is open, also of what gets no event. */
export interface TokenWatch {
  add(watched: Watched): void;
  remove(watched: Watched): void;
  close(): void;
}

/** One timer for all: to look at 20,000 tokens takes some milliseconds, as many timers take memory. */
export function createTokenWatch(isRevoked: IsRevoked | undefined, intervalMs: number): TokenWatch {
  const all = new Set<Watched>();
  const ticking = setInterval(() => {
    for (const watched of all) {
      const fault = watched.actor && tokenFault(watched.actor, isRevoked);
      if (!fault) continue;
      all.delete(watched);
      watched.onTokenFault(fault);
    }
  }, intervalMs);
  return {
    add: (watched) => void all.add(watched),
    remove: (watched) => void all.delete(watched),
    close: () => clearInterval(ticking),
  };
}
