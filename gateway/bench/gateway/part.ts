import type { ContenderName } from './servers/contenders.ts';
import type { Setting } from './setting.ts';
import type { Target } from './targets.ts';

/** What was asked for on the command line. */
export interface Options {
  /** Interleaved runs of each. */
  readonly rounds: number;
  /** Of each run. */
  readonly seconds: number;
  /** Words that the titles of workloads must have. */
  readonly only: string;
  readonly contenders: readonly ContenderName[];
  readonly minutes: number;
}

/** What a part found, of one workload or of all. */
export interface Result {
  /** In Markdown. */
  readonly table: string;
  /** The same for a program. */
  readonly figures: unknown;
  readonly targets: readonly Target[];
}

/** A part of the benchmark. Its results come as they are had; what it has started is stopped at its end. */
export type Part = (setting: Setting, options: Options) => AsyncGenerator<Result>;
