import type { Actor } from 'platform/auth/actor';
import { type IsRevoked, type TokenFault, tokenFault } from './token-refusal.ts';

/** Looks after the tokens of all that is open, also of what gets no event. */
export interface TokenWatch {
  /** Calls `onFault` once, soon after the token has ceased to hold. Returns the function that ends the watch. */
  add(actor: Actor, onFault: (fault: TokenFault) => void): () => void;
  close(): void;
}

/** One timer for all: to look at 20,000 tokens takes some milliseconds, as many timers take memory. */
export function createTokenWatch(isRevoked: IsRevoked | undefined, intervalMs: number): TokenWatch {
  const watched = new Set<{ readonly actor: Actor; readonly onFault: (fault: TokenFault) => void }>();
  const ticking = setInterval(() => {
    for (const entry of watched) {
      const fault = tokenFault(entry.actor, isRevoked);
      if (!fault) continue;
      watched.delete(entry);
      entry.onFault(fault);
    }
  }, intervalMs);
  return {
    add(actor, onFault) {
      const entry = { actor, onFault };
      watched.add(entry);
      return () => void watched.delete(entry);
    },
    close: () => clearInterval(ticking),
  };
}
