import type { Code } from './chart.ts';

/** What happened, as it goes into the book. */
export interface Entry {
  /** Its name in the book, and its idempotency key. */
  readonly reference: string;
  /** RFC 3339, UTC. */
  readonly effectiveAt: string;
  readonly description: string;
  /** They sum to zero in each currency. */
  readonly lines: readonly Line[];
}

export interface Line {
  readonly code: Code;
  /** In the account's currency: a debit above zero, a credit below. */
  readonly cents: number;
}

export const line = (code: Code, cents: number): Line => ({ code, cents });

/** What the entries come to on an account: debits less credits, in cents. */
export const sumOn = (code: Code, entries: readonly Entry[]): number =>
  entries
    .flatMap(({ lines }) => lines)
    .filter((posted) => posted.code === code)
    .reduce((sum, { cents }) => sum + cents, 0);

/** Sales tax, a fifth on top of the net amount. */
export const taxIn = (gross: number): number => gross - Math.round(gross / 1.2);
