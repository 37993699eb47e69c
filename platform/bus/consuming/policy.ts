/** How often a handler's failure is tried again before the message is a dead letter. */
export interface RetryPolicy {
  /** Attempts in all, the first one included. */
  readonly attempts: number;
  /** Pauses grow from this many milliseconds, doubling, with full jitter, to at the most `maxMs`. */
  readonly baseMs: number;
  readonly maxMs: number;
}

export const DEFAULT_RETRY: RetryPolicy = { attempts: 5, baseMs: 50, maxMs: 2_000 };

/** For failures of the database, which are retried for ever. */
export const TRANSIENT_RETRY = { baseMs: 100, maxMs: 5_000 };

/** Messages one consumer handles at once, over all partitions: each holds a connection of the app pool. */
export const MAX_CONCURRENT = 8;
export const REPLAY_POLL_MS = 1_000;
export const LAG_POLL_MS = 5_000;
export const INBOX_SWEEP_MS = 3_600_000;
/** Inbox entries deleted by one statement. */
export const INBOX_SWEEP_BATCH = 10_000;
/** The inbox outlives the topics' retention by this factor, so that nothing that can come again is forgotten. */
export const INBOX_RETENTION_FACTOR = 2;
