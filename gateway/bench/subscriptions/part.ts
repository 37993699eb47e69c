import type { Result } from '../gateway/part.ts';

/** What was asked for on the command line. */
export interface Options {
  readonly connections: number;
  /** Of those that are timed one by one. */
  readonly events: number;
  /** Events a second, of the part latency. */
  readonly rate: number;
  /** Of each paced run. */
  readonly seconds: number;
}

/** A part of the benchmark; what it has started is stopped at its end. */
export type Part = (options: Options) => Promise<Result>;
