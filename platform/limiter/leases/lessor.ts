/** A part of what a rule allows, taken for one instance: it was charged, and the instance decides of it alone. */
export interface Lease {
  readonly id: string;
  readonly quantity: number;
}

/** What asking for a lease gave. */
export interface Grant {
  /** Undefined: what was needed at least is not there. */
  readonly lease: Lease | undefined;
  /** For so long it may be used, counted from when it was asked for. Nothing comes back of one that is returned later. */
  readonly ttlMs: number;
  /** What is left for others; below zero while a debt is paid off. */
  readonly remaining: number;
  /** Until what was needed at least is there; Infinity: never. 0 with a lease. */
  readonly retryAfterMs: number;
}

/** Who leases parts of one key's rule. A call that rejects may have been carried out: it is not made again. */
export interface Lessor {
  /** A lease of what is there, at most `wanted`, and not less than `atLeast`. Both are 1 or more. */
  acquire(wanted: number, atLeast: number): Promise<Grant>;
  /** Ends a lease: what is unused comes back. Negative: so much more was used than was leased, and is charged. */
  giveBack(lease: Lease, unused: number): Promise<void>;
}
