import { moneyFromWire, moneyOf, moneyToWire } from 'platform/kernel/money';
import { type Refusal, refusalCode } from 'platform/kernel/refusal';
import {
  balanceChanged,
  type TransactionPosted,
  transactionPosted,
  transactionRefused,
} from '../../contract/events.ts';
import type { AccountId, Direction } from '../account/account.ts';
import { availableOf, postedOf } from '../account/balance.ts';
import type { BookAccount } from '../book/book.ts';
import { exchangeToWire } from '../fx/exchange.ts';
import type { PostedTransaction, Posting, PostTransaction } from './transaction.ts';

/** `ledger.transaction.posted.v1` */
export const postedEvent = (posted: PostedTransaction) => ({
  type: transactionPosted.type,
  data: {
    transaction: { id: posted.transactionId as string },
    ledgerId: posted.ledgerId as string,
    accountIds: [...new Set(posted.postings.map((posting) => posting.accountId as string))],
    postings: posted.postings.map(({ accountId, direction, amount }) => ({
      accountId: accountId as string,
      direction,
      amount: moneyToWire(amount),
    })),
    description: posted.description,
    reference: posted.reference,
    metadata: posted.metadata,
    reverses: posted.reverses,
    ...(posted.exchange ? { exchange: exchangeToWire(posted.exchange) } : {}),
    ...(posted.holdId ? { hold: { id: posted.holdId as string } } : {}),
    ...(posted.overridden ? { overridden: true as const } : {}),
  },
});

/** `ledger.transaction.refused.v1`: the answer to a command that was not posted. */
export const refusedEvent = (command: PostTransaction, refusal: Refusal) => ({
  type: transactionRefused.type,
  data: {
    transaction: { id: command.transactionId as string },
    ledgerId: command.ledgerId as string,
    code: refusalCode(refusal.type),
    message: refusal.message,
  },
});

/** `ledger.account.balance-changed.v1` */
export const balanceChangedEvent = ({ terms, balance }: BookAccount) => ({
  type: balanceChanged.type,
  data: {
    account: { id: terms.id as string },
    accountId: terms.id as string,
    ledgerId: terms.ledgerId as string,
    version: balance.version,
    posted: moneyToWire(moneyOf(postedOf(terms.normalSide, balance), terms.currency)),
    available: moneyToWire(moneyOf(availableOf(terms.normalSide, balance), terms.currency)),
  },
});

/** A posting as its event carries it. */
export const postingFromWire = (posting: TransactionPosted['postings'][number]): Posting => ({
  accountId: posting.accountId as AccountId,
  direction: posting.direction as Direction,
  amount: moneyFromWire(posting.amount),
});
