import { isTransient } from '../../errors/transient.ts';
import { backoffMs, pause } from '../pause.ts';
import { type RetryPolicy, TRANSIENT_RETRY } from './policy.ts';

/** The consumer stops: the message is neither handled nor given up, and comes again. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';
}

export interface Retrying {
  readonly policy: RetryPolicy;
  readonly signal: AbortSignal;
  /** Called for each failure that will be tried again. */
  readonly onRetry: (error: unknown, attempt: number, transient: boolean) => void;
}

export interface Failure {
  readonly error: unknown;
  readonly attempts: number;
}

/**
 * Runs until it succeeds, or has failed `policy.attempts` times by its own fault. Failures of the database do not
 * count and are retried for ever. Throws StoppedError when told to stop meanwhile.
 */
export async function retrying(run: () => Promise<void>, retry: Retrying): Promise<Failure | undefined> {
  let attempts = 0;
  for (let round = 1; ; round++) {
    if (retry.signal.aborted) throw new StoppedError('stopping');
    try {
      await run();
      return undefined;
    } catch (error) {
      const transient = isTransient(error);
      if (!transient) attempts++;
      if (attempts >= retry.policy.attempts) return { error, attempts };
      retry.onRetry(error, transient ? round : attempts, transient);
      const limits = transient ? TRANSIENT_RETRY : retry.policy;
      await pause(backoffMs(transient ? round : attempts, limits), retry.signal);
    }
  }
}
