import type { CurrencyCode } from 'platform/kernel/currencies';
import { type Decimal, inverse, ratioOf } from 'platform/kernel/decimal';
import { add, convert, MAX_MINOR, type Money, subtract } from 'platform/kernel/money';
import { ok, type Result, refuse } from 'platform/kernel/result';
import { type AccountId, type AccountTerms, opposite } from '../account/account.ts';
import {
  type CurrencyMismatch,
  currencyMismatch,
  type InvalidAmount,
  type UnknownAccount,
  type UnknownLedger,
  unknownAccount,
  unknownLedger,
} from '../transaction/refusals.ts';
import type { RequestedPosting } from '../transaction/transaction.ts';
import type { Exchange } from './exchange.ts';
import type { FxRate, Quotation } from './rate.ts';
import { type RateUnavailable, rateUnavailable, type SameCurrency, sameCurrency } from './refusals.ts';

export interface ExchangeOrder {
  readonly ledgerId: string;
  readonly fromAccountId: string;
  readonly toAccountId: string;
  readonly sell: Result<Money, InvalidAmount>;
  /** How many of the bought currency one of the sold costs, greater than zero; default: the stored rate. */
  readonly rate: Decimal | undefined;
  /** Which part of what is bought is kept back: less than one. */
  readonly spread: Decimal;
}

/** What of the book decides about an exchange. */
export interface Market {
  readonly ledgerExists: boolean;
  readonly from: AccountTerms | undefined;
  readonly to: AccountTerms | undefined;
  /** Of the two currencies, in either direction. */
  readonly storedRate: FxRate | undefined;
}

/** In the order of precedence, after `IdempotencyConflict`. */
export type ExchangeRefusal =
  | UnknownLedger
  | UnknownAccount
  | InvalidAmount
  | CurrencyMismatch
  | SameCurrency
  | RateUnavailable;

/** Prices what is asked for. Pure. */
export function priceExchange(order: ExchangeOrder, market: Market): Result<Exchange, ExchangeRefusal> {
  const { fromAccountId, toAccountId, sell, ledgerId } = order;
  const { from, to } = market;
  if (!market.ledgerExists) return refuse(unknownLedger);
  if (from?.ledgerId !== ledgerId) return refuse(unknownAccount(fromAccountId, ['input', 'fromAccountId']));
  if (to?.ledgerId !== ledgerId) return refuse(unknownAccount(toAccountId, ['input', 'toAccountId']));
  if (!sell.ok) return sell;
  if (sell.value.currency !== from.currency) {
    return refuse(currencyMismatch(from.currency, sell.value.currency, ['input', 'sell']));
  }
  if (from.currency === to.currency) return refuse(sameCurrency(to.currency, ['input', 'toAccountId']));
  const quoted = quotationOf(order, from.currency, to.currency, market.storedRate);
  return quoted
    ? price(sell.value, to.currency, quoted, order.spread)
    : refuse(rateUnavailable(from.currency, to.currency));
}

type Quoted = Quotation & Pick<Exchange, 'fxRateId'>;

function quotationOf(
  { rate }: ExchangeOrder,
  sold: CurrencyCode,
  bought: CurrencyCode,
  stored: FxRate | undefined,
): Quoted | undefined {
  if (rate !== undefined) return { base: sold, quote: bought, rate, fxRateId: null };
  return stored && { base: stored.base, quote: stored.quote, rate: stored.rate, fxRateId: stored.id };
}

/** In the book's favour: what is bought is rounded down, what is kept back of it up. */
function price(
  sold: Money,
  currency: CurrencyCode,
  quoted: Quoted,
  spreadPart: Decimal,
): Result<Exchange, InvalidAmount> {
  const ratio = ratioOf(quoted.rate);
  const worth = convert(sold, quoted.base === currency ? inverse(ratio) : ratio, currency, 'DOWN');
  if (worth.minor >= MAX_MINOR) return refuse(invalidSell('What is bought would be out of range.'));
  const spread = convert(worth, ratioOf(spreadPart), currency, 'UP');
  const bought = subtract(worth, spread);
  if (bought.minor === 0n) return refuse(invalidSell('Nothing would be left to buy.'));
  return ok({ ...quoted, sold, bought, spread });
}

const invalidSell = (message: string): InvalidAmount => ({
  type: 'InvalidAmount',
  message,
  path: ['input', 'sell'],
});

/** The accounts on which an exchange is posted. */
export interface ExchangeAccounts {
  readonly from: AccountTerms;
  readonly to: AccountTerms;
  readonly soldClearing: AccountId;
  readonly boughtClearing: AccountId;
  /** None when nothing is kept back. */
  readonly spread: AccountId | undefined;
}

/**
 * `from` shrinks and `to` grows on its normal side, the first two postings; each currency balances through its
 * clearing account. The spread stands on the side of what is bought: of another's money it is what the book earns, of
 * its own what the exchange costs it.
 */
export function exchangePostings(
  { sold, bought, spread }: Exchange,
  { from, to, ...house }: ExchangeAccounts,
): readonly RequestedPosting[] {
  const taken = opposite(from.normalSide);
  const given = to.normalSide;
  return [
    { accountId: from.id, direction: taken, amount: ok(sold) },
    { accountId: to.id, direction: given, amount: ok(bought) },
    { accountId: house.soldClearing, direction: opposite(taken), amount: ok(sold) },
    { accountId: house.boughtClearing, direction: opposite(given), amount: ok(add(bought, spread)) },
    ...(house.spread ? [{ accountId: house.spread, direction: given, amount: ok(spread) }] : []),
  ];
}
