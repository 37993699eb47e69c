import { setTimeout as pause } from 'node:timers/promises';
import { failureKind } from '../../data-source/failure.ts';

/** Tries to reach a subgraph so often, the first one included. */
const ATTEMPTS = 3;
const BACKOFF_MS = 250;

/**
 * Tries again, after a pause, what has not been reached yet: nothing can have been missed. What was reached and refused
 * (`malformed`) stands. Rejects with the last failure, or when nobody waits any more.
 */
export async function reach<T>(connect: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await connect();
    } catch (error) {
      if (attempt === ATTEMPTS || failureKind(error) !== 'unreachable') throw error;
    }
    const backoffMs = BACKOFF_MS * 2 ** (attempt - 1);
    await pause(backoffMs / 2 + (Math.random() * backoffMs) / 2, undefined, signal && { signal });
  }
}
