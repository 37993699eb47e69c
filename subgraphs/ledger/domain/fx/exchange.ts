import type { CurrencyCode } from 'platform/kernel/currencies';
import type { Decimal } from 'platform/kernel/decimal';
import { type Money, moneyFromWire, moneyToWire } from 'platform/kernel/money';
import type { TransactionPosted } from '../../contract/events.ts';
import type { FxRateId, Quotation } from './rate.ts';

/** What is exchanged, at which quotation: its base is the sold currency, or the bought one. */
export interface Exchange extends Quotation {
  readonly sold: Money;
  /** What is given for it, without the spread. */
  readonly bought: Money;
  /** What is kept back, in the bought currency. */
  readonly spread: Money;
  /** The stored rate that was used; null when the rate was given. */
  readonly fxRateId: FxRateId | null;
}

type WireExchange = NonNullable<TransactionPosted['exchange']>;

/** An exchange as its transaction's event carries it. */
export const exchangeToWire = (exchange: Exchange): WireExchange => ({
  sold: moneyToWire(exchange.sold),
  bought: moneyToWire(exchange.bought),
  spread: moneyToWire(exchange.spread),
  base: exchange.base,
  quote: exchange.quote,
  rate: exchange.rate,
  fxRateId: exchange.fxRateId,
});

/** Reads what `exchangeToWire` wrote. */
export const exchangeFromWire = (exchange: WireExchange): Exchange => ({
  sold: moneyFromWire(exchange.sold),
  bought: moneyFromWire(exchange.bought),
  spread: moneyFromWire(exchange.spread),
  base: exchange.base as CurrencyCode,
  quote: exchange.quote as CurrencyCode,
  rate: exchange.rate as Decimal,
  fxRateId: exchange.fxRateId as FxRateId | null,
});
