import type { Instant } from 'platform/kernel/clock';
import type { Id } from 'platform/kernel/ids';
import { add, type Money, moneyFromWire, moneyToWire, multiply, subtract, zero } from 'platform/kernel/money';
import { type CashCounted, cashCounted } from '../../contract/events.ts';
import type { AccountId, LedgerId } from '../account/account.ts';
import type { TransactionId } from '../transaction/transaction.ts';
import type { CashPoint, CashPointId } from './cashPoint.ts';

export type CashCountId = Id<'count'>;

export const MAX_DENOMINATIONS = 100;

/** So many notes or coins of one value. */
export interface Denomination {
  readonly value: Money;
  readonly count: number;
}

/** What was found at a cash point, and what ought to have been there at that instant. */
export interface CashCount {
  readonly id: CashCountId;
  readonly ledgerId: LedgerId;
  readonly cashPointId: CashPointId;
  readonly expected: Money;
  readonly counted: Money;
  readonly denominations: readonly Denomination[] | null;
  readonly description: string | null;
  /** What posted the difference; null when there was none. */
  readonly transactionId: TransactionId | null;
  readonly countedAt: Instant;
}

/** What is asked of the book; the ids are made by whoever asks. */
export interface CountCash
  extends Pick<CashCount, 'id' | 'ledgerId' | 'counted' | 'denominations' | 'description'> {
  readonly kind: 'countCash';
  readonly point: CashPoint;
  readonly overShortAccountId: AccountId;
  readonly transactionId: TransactionId;
  /** Whoever asks may post to a frozen account, and below a floor. */
  readonly mayOverride: boolean;
}

/** Above zero: there is more than there ought to be. */
export const differenceOf = ({ counted, expected }: Pick<CashCount, 'counted' | 'expected'>): Money =>
  subtract(counted, expected);

export const totalOf = (
  denominations: readonly Denomination[],
  { currency }: Pick<Money, 'currency'>,
): Money =>
  denominations.reduce((sum, { value, count }) => add(sum, multiply(value, BigInt(count))), zero(currency));

/** `ledger.cash-point.counted.v1` */
export const cashCountedEvent = (count: CashCount) => ({
  type: cashCounted.type,
  data: {
    cashCountId: count.id as string,
    cashPointId: count.cashPointId as string,
    ledgerId: count.ledgerId as string,
    expected: moneyToWire(count.expected),
    counted: moneyToWire(count.counted),
    difference: moneyToWire(differenceOf(count)),
    denominations: count.denominations && denominationsToWire(count.denominations),
    description: count.description,
    transactionId: count.transactionId,
  },
});

type WireDenominations = NonNullable<CashCounted['denominations']>;

export const denominationsToWire = (denominations: readonly Denomination[]): WireDenominations =>
  denominations.map(({ value, count }) => ({ value: moneyToWire(value), count }));

/** Reads what `denominationsToWire` wrote. */
export const denominationsFromWire = (denominations: WireDenominations): Denomination[] =>
  denominations.map(({ value, count }) => ({ value: moneyFromWire(value), count }));
