import type { BookSnapshot } from './snapshot.ts';

/** One account a line. */
export async function* accountsAsJsonLines(book: BookSnapshot, onItem: () => void): AsyncGenerator<string> {
  for await (const account of book.accounts()) {
    yield `${JSON.stringify({ kind: 'account', ...account })}\n`;
    onItem();
  }
}

/** One transaction a line, with its postings. */
export async function* transactionsAsJsonLines(
  book: BookSnapshot,
  onItem: () => void,
): AsyncGenerator<string> {
  for await (const transaction of book.transactions()) {
    yield `${JSON.stringify({ kind: 'transaction', ...transaction })}\n`;
    onItem();
  }
}
