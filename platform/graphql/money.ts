import { formatAmount, type Money, type MoneyFault, parseMoney } from '../kernel/money.ts';
import type { Refusal } from '../kernel/refusal.ts';
import { type Result, refuse } from '../kernel/result.ts';

export interface MoneyInput {
  readonly amount: string;
  readonly currency: string;
}

/** Malformed, not positive, too many decimals, out of range, or of an unknown currency. */
export type InvalidAmount = Refusal<'InvalidAmount'>;

/** Resolvers of the type Money, whose source is a `Money` of the kernel. */
export const moneyResolvers = {
  Money: {
    amount: (money: Money): string => formatAmount(money),
    minor: (money: Money): bigint => money.minor,
    currency: (money: Money): string => money.currency,
  },
};

/** Reads a MoneyInput; `path` names the input field it came in. Zero and negative amounts are fine here. */
export function parseMoneyInput(input: MoneyInput, path: readonly string[]): Result<Money, InvalidAmount> {
  const parsed = parseMoney(input);
  return parsed.ok ? parsed : refuse(invalidAmount(messageOf(parsed.error, input.currency), path));
}

/** Reads a MoneyInput that must be greater than zero. */
export function parsePositiveMoney(input: MoneyInput, path: readonly string[]): Result<Money, InvalidAmount> {
  const parsed = parseMoneyInput(input, path);
  if (!parsed.ok || parsed.value.minor > 0n) return parsed;
  return refuse(invalidAmount('The amount must be greater than zero.', path));
}

/** Reads a MoneyInput that may be below zero, but not zero. */
export function parseNonZeroMoney(input: MoneyInput, path: readonly string[]): Result<Money, InvalidAmount> {
  const parsed = parseMoneyInput(input, path);
  if (!parsed.ok || parsed.value.minor !== 0n) return parsed;
  return refuse(invalidAmount('The amount must not be zero.', path));
}

export const invalidAmount = (message: string, path: readonly string[]): InvalidAmount => ({
  type: 'InvalidAmount',
  message,
  path,
});

function messageOf(fault: MoneyFault, currency: string): string {
  switch (fault.reason) {
    case 'UNKNOWN_CURRENCY':
      return 'The currency is not a code of ISO 4217.';
    case 'MALFORMED':
      return 'The amount must be a decimal number such as "12.34".';
    case 'TOO_MANY_DECIMALS':
      return `${currency} has ${fault.decimals} decimals.`;
    case 'OUT_OF_RANGE':
      return 'The amount is out of range.';
  }
}
