import type { Caller } from './leaks.ts';

/** One operation of one caller, and what is to come of it. */
export interface Case {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** The caller's scopes; absent: no token. */
  readonly caller?: Caller;
  readonly data: unknown;
  /** The places with an UNAUTHORIZED_FIELD_OR_TYPE error. */
  readonly refused?: readonly string[];
  /** All other errors: `CODE path`. */
  readonly failed?: readonly string[];
  /** Coordinates that are fetched although the caller may not have them: keys. */
  readonly keys?: readonly string[];
  /** No subgraph is asked for anything. */
  readonly isExecuted?: false;
}

export type Cases = Readonly<Record<string, Case>>;
