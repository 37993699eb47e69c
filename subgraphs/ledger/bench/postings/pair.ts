import { present } from 'platform/kernel/assert';
import type { AccountId } from '../../domain/account/account.ts';
import type { BenchBook } from '../setting/stack.ts';

/** The two accounts of a transaction. */
export interface Pair {
  readonly debit: AccountId;
  readonly credit: AccountId;
}

const any = ({ accounts }: BenchBook): AccountId =>
  present(accounts[Math.floor(Math.random() * accounts.length)], 'the book has accounts');

export const uniform = (book: BenchBook): Pair => ({ debit: any(book), credit: any(book) });

export const oneHot = (book: BenchBook): Pair => ({
  debit: present(book.accounts[0], 'the book has accounts'),
  credit: any(book),
});
