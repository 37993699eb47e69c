import type { Instant } from 'platform/kernel/clock';
import type { AccountStatus, AccountTerms } from '../account/account.ts';
import type { BalanceState } from '../account/balance.ts';
import type { HoldState } from '../hold/hold.ts';
import type { TransactionId } from '../transaction/transaction.ts';

/** The part of a book that a batch touches: what one command is decided on, and the next one after it. */
export interface Book {
  readonly accounts: ReadonlyMap<string, BookAccount>;
  /** Reversed transactions, and what reversed them. */
  readonly reversals: ReadonlyMap<string, TransactionId>;
  readonly holds: ReadonlyMap<string, HoldState>;
  /** Nothing effective at or before it is recorded. */
  readonly closedThrough: Instant | undefined;
  /** The instant at which it is recorded. */
  readonly now: Instant;
}

/** A book that moves on in place: a copy of it for each command would cost more than all the rest of a batch. */
export interface OpenBook extends Book {
  readonly accounts: Map<string, BookAccount>;
  readonly reversals: Map<string, TransactionId>;
  readonly holds: Map<string, HoldState>;
}

export interface BookAccount {
  readonly terms: AccountTerms;
  readonly status: AccountStatus;
  readonly balance: BalanceState;
}

/** A copy to move on, for what happens wholly or not at all. */
export const copyOf = (book: Book): OpenBook => ({
  ...book,
  accounts: new Map(book.accounts),
  reversals: new Map(book.reversals),
  holds: new Map(book.holds),
});
