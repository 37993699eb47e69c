import { applyPending } from '../account/balance.ts';
import type { OpenBook } from '../book/book.ts';
import { accountOf } from '../book/checks.ts';
import type { HoldChange } from '../book/entry.ts';
import type { HoldTerms } from './hold.ts';

/** Moves the book on: what is promised on both accounts has changed. */
export function evolve(book: OpenBook, { hold, pending }: HoldChange): void {
  for (const { accountId, direction } of sidesOf(hold)) {
    const account = accountOf(book, accountId);
    const balance = applyPending(account.balance, { direction, minor: pending }, hold.expiresAt);
    book.accounts.set(accountId, { ...account, balance });
  }
  book.holds.set(hold.id, hold);
}

/** The postings that a hold promises. */
export const sidesOf = ({ debitAccountId, creditAccountId }: HoldTerms) =>
  [
    { accountId: debitAccountId, direction: 'DEBIT' },
    { accountId: creditAccountId, direction: 'CREDIT' },
  ] as const;
