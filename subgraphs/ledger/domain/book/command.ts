import type { LedgerId } from '../account/account.ts';
import type { CountCash } from '../cash/cashCount.ts';
import type { CaptureHold, PlaceHold, ReleaseHold } from '../hold/commands.ts';
import type { PostTransaction } from '../transaction/transaction.ts';

/** Transactions that are recorded all or not at all; of one book. */
export interface PostTransactions {
  readonly kind: 'postTransactions';
  readonly ledgerId: LedgerId;
  readonly transactions: readonly PostTransaction[];
}

/** What may be asked of a book: it is decided on the book alone, under its lock. */
export type BookCommand =
  | PostTransaction
  | PostTransactions
  | PlaceHold
  | CaptureHold
  | ReleaseHold
  | CountCash;

/** What a command names, to be read before it is decided. */
export interface Named {
  readonly accountIds: readonly string[];
  readonly holdIds: readonly string[];
  /** Transactions to reverse. */
  readonly reversed: readonly string[];
}

export function namedBy(command: BookCommand): Named {
  switch (command.kind) {
    case 'postTransaction':
      return namedByAll([command]);
    case 'postTransactions':
      return namedByAll(command.transactions);
    case 'placeHold':
      return { accountIds: [command.debitAccountId, command.creditAccountId], holdIds: [], reversed: [] };
    case 'captureHold':
    case 'releaseHold': {
      const { id, debitAccountId, creditAccountId } = command.terms;
      return { accountIds: [debitAccountId, creditAccountId], holdIds: [id], reversed: [] };
    }
    case 'countCash':
      return {
        accountIds: [command.point.accountId, command.overShortAccountId],
        holdIds: [],
        reversed: [],
      };
  }
}

const namedByAll = (transactions: readonly PostTransaction[]): Named => ({
  accountIds: transactions.flatMap(({ postings }) => postings.map(({ accountId }) => accountId)),
  holdIds: [],
  reversed: transactions.flatMap(({ reverses }) => reverses ?? []),
});

/** The ids, made by whoever asks, of what there is when it is not refused. */
export function idsOf(command: BookCommand): readonly string[] {
  switch (command.kind) {
    case 'postTransaction':
      return [command.transactionId];
    case 'postTransactions':
      return command.transactions.map(({ transactionId }) => transactionId);
    case 'placeHold':
      return [command.holdId];
    case 'captureHold':
      return [command.terms.id, command.transactionId];
    case 'releaseHold':
      return [command.terms.id];
    case 'countCash':
      return [command.id];
  }
}
