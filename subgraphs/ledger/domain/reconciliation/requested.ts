import type { CurrencyCode } from 'platform/kernel/currencies';
import type { Money } from 'platform/kernel/money';
import { ok, type Result, refuse } from 'platform/kernel/result';
import { type CurrencyMismatch, currencyMismatch, type InvalidAmount } from '../transaction/refusals.ts';
import type { ExternalLine } from './reconciliation.ts';

/** A line as asked for: its amount may be at fault. */
export interface RequestedLine extends Omit<ExternalLine, 'number' | 'minor'> {
  /** Not zero, or why it is not an amount. */
  readonly amount: Result<Money, InvalidAmount>;
}

export interface RequestedStatement {
  readonly lines: readonly RequestedLine[];
  readonly openingBalance: Result<Money, InvalidAmount> | undefined;
  readonly closingBalance: Result<Money, InvalidAmount> | undefined;
}

/** A statement all of whose amounts are in the account's currency. */
export interface ExternalStatement {
  readonly lines: readonly ExternalLine[];
  readonly opening: bigint | undefined;
  readonly closing: bigint | undefined;
}

/** Reads the amounts of a statement; those at fault are refused before those of another currency. Pure. */
export function readStatementIn(
  currency: CurrencyCode,
  { lines, openingBalance, closingBalance }: RequestedStatement,
): Result<ExternalStatement, InvalidAmount | CurrencyMismatch> {
  const amounts = lines.map(({ amount }, index) => ({
    amount,
    path: ['input', 'lines', `${index}`, 'amount'],
  }));
  if (openingBalance) amounts.push({ amount: openingBalance, path: ['input', 'openingBalance'] });
  if (closingBalance) amounts.push({ amount: closingBalance, path: ['input', 'closingBalance'] });
  for (const { amount } of amounts) if (!amount.ok) return amount;
  for (const { amount, path } of amounts) {
    if (amount.ok && amount.value.currency !== currency) {
      return refuse(currencyMismatch(currency, amount.value.currency, [...path, 'currency']));
    }
  }
  const minorOf = (amount: Result<Money, InvalidAmount>): bigint => (amount.ok ? amount.value.minor : 0n);
  return ok({
    lines: lines.map(({ amount, ...line }, index) => ({
      ...line,
      number: index + 1,
      minor: minorOf(amount),
    })),
    opening: openingBalance && minorOf(openingBalance),
    closing: closingBalance && minorOf(closingBalance),
  });
}
