import type { Report } from '../report.ts';

export interface FormatOptions {
  /** Also what needs nobody's attention: safe changes, hints. */
  readonly verbose: boolean;
  /** For terminals. */
  readonly colour: boolean;
  /** From the working folder to the configuration's, which findings are relative to: `''` or `backend/`. */
  readonly prefix: string;
}

/** A report as one text that ends in a newline. */
export type Format = (report: Report, options: FormatOptions) => string;
