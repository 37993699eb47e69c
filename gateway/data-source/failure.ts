/**
 * Why a fetch brought nothing:
 * - `unreachable`: no connection, or it was lost;
 * - `timeout`: not the last byte in time;
 * - `unavailable`: a status that says so (502, 503, 504);
 * - `throttled`: 429 with Retry-After;
 * - `malformed`: any other status of 5xx, or no GraphQL answer;
 * - `too-long`: an answer over a bound;
 * - `refused`: not sent, by the circuit breaker, a full queue or a full memory;
 * - `abandoned`: the client is gone;
 * - `deadline`: the time of the whole request is over;
 * - `unsent`: it could not even be made.
 */
export type FailureKind =
  | 'unreachable'
  | 'timeout'
  | 'unavailable'
  | 'throttled'
  | 'malformed'
  | 'too-long'
  | 'refused'
  | 'abandoned'
  | 'deadline'
  | 'unsent';

/** A fetch that brought nothing. The message is for our logs: it may name the inside. */
export class FetchFailure extends Error {
  override readonly name = 'FetchFailure';
  readonly kind: FailureKind;
  /** How long the subgraph asks to be left alone. */
  readonly retryAfterMs: number | undefined;

  constructor(kind: FailureKind, message: string, retryAfterMs?: number) {
    super(message);
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The kind of whatever a fetch rejected with; undefined for a bug. */
export const failureKind = (error: unknown): FailureKind | undefined =>
  error instanceof FetchFailure ? error.kind : undefined;

/** What a fetch ends with whose signal has aborted. */
export const cancelled = ({ reason }: AbortSignal): FetchFailure =>
  reason instanceof FetchFailure ? reason : new FetchFailure('abandoned', 'nobody waits for it any more');

/** True for what nobody need be told each time: the breaker says once that it opens, and clients come and go. */
export const isUnremarkable = (error: unknown): boolean => {
  const kind = failureKind(error);
  return kind === 'refused' || kind === 'abandoned';
};
