/** Waits so long, or until told to stop. Never rejects. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });

export interface BackoffLimits {
  readonly baseMs: number;
  readonly maxMs: number;
}

/** Exponential backoff with full jitter: anything up to `baseMs` · 2^(attempt - 1), at the most `maxMs`. */
export const backoffMs = (attempt: number, { baseMs, maxMs }: BackoffLimits): number =>
  Math.random() * Math.min(maxMs, baseMs * 2 ** Math.min(attempt - 1, 30));
