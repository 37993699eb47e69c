/** How much: `limit` in every `periodMs`, and at most `burst` at once. Whole numbers: then every answer is exact. */
export interface Policy {
  readonly limit: number;
  readonly periodMs: number;
  readonly burst: number;
}

/** What an algorithm says of a request, and what to keep until the next one. */
export interface Decision<State> {
  readonly allowed: boolean;
  /** What is left after it; below zero while a debt is paid off. */
  readonly remaining: number;
  /** Until nothing is used up any more, if nobody asks meanwhile. */
  readonly resetAfterMs: number;
  /** Until the same would be allowed, not a millisecond more; Infinity: never. 0 when it is allowed. */
  readonly retryAfterMs: number;
  /** What is there beside the limit in this period, left over from the one before. Undefined: nothing is ever. */
  readonly rolledOver?: number;
  readonly state: State;
}
