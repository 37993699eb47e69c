import type { Instant } from 'platform/kernel/clock';
import type { Account } from '../../domain/account/account.ts';

/** The postings of an account effective in [from, end), as they were known at recordedAt. */
export interface StatementView {
  readonly account: Account;
  readonly from: Instant;
  readonly end: Instant;
  readonly recordedAt: Instant;
}

/** A line's place among those of its account, of which no two have the same. */
export type LinePosition = readonly [effectiveAt: bigint, recordedAt: bigint, n: bigint];
