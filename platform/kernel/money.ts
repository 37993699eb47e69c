import { assert } from './assert.ts';
import { type CurrencyCode, exponentOf, isCurrency } from './currencies.ts';
import type { Ratio } from './decimal.ts';
import { ok, type Result, refuse } from './result.ts';

/** An amount in the currency's minor unit (ISO 4217): 1234n EUR is 12.34 €. The only place that calculates with money. */
export interface Money {
  readonly minor: bigint;
  readonly currency: CurrencyCode;
}

export type MoneyFault =
  | { readonly reason: 'UNKNOWN_CURRENCY' }
  | { readonly reason: 'MALFORMED' }
  | { readonly reason: 'TOO_MANY_DECIMALS'; readonly decimals: number }
  | { readonly reason: 'OUT_OF_RANGE' };

/** No amount or balance reaches this many minor units, in either direction. */
export const MAX_MINOR = 2n ** 96n;

const AMOUNT = /^(-?)(\d+)(?:\.(\d+))?$/;

/** Digits before and after the point that are looked at; any amount within range has fewer. */
const MAX_WHOLE_DIGITS = 30;
const MAX_DECIMALS = 12;

export const moneyOf = (minor: bigint, currency: CurrencyCode): Money => ({ minor, currency });

export const zero = (currency: CurrencyCode): Money => moneyOf(0n, currency);

/**
 * Reads major units ("12.34"). Trailing zeros are no decimals ("1.50" is 1.5 everywhere, "1.000" is one yen);
 * more decimals than the currency has are a fault, never rounded.
 */
export function parseMoney(input: {
  readonly amount: string;
  readonly currency: string;
}): Result<Money, MoneyFault> {
  if (!isCurrency(input.currency)) return refuse({ reason: 'UNKNOWN_CURRENCY' });
  const match = AMOUNT.exec(input.amount);
  if (!match) return refuse({ reason: 'MALFORMED' });
  const [, sign, whole = '', decimals = ''] = match;
  const exponent = exponentOf(input.currency);
  if (whole.length > MAX_WHOLE_DIGITS) return refuse({ reason: 'OUT_OF_RANGE' });
  const significant = decimals.length > MAX_DECIMALS ? decimals : decimals.replace(/0+$/, '');
  if (significant.length > exponent) return refuse({ reason: 'TOO_MANY_DECIMALS', decimals: exponent });
  const minor = BigInt(whole + significant.padEnd(exponent, '0'));
  if (minor >= MAX_MINOR) return refuse({ reason: 'OUT_OF_RANGE' });
  return ok(moneyOf(sign ? -minor : minor, input.currency));
}

/** Major units with all the currency's decimals: "12.30", "-0.05", "7" for yen. */
export function formatAmount({ minor, currency }: Money): string {
  const exponent = exponentOf(currency);
  const digits = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const decimals = exponent ? `.${digits.slice(-exponent)}` : '';
  return `${minor < 0n ? '-' : ''}${whole}${decimals}`;
}

export function add(a: Money, b: Money): Money {
  assert(a.currency === b.currency, `cannot add ${a.currency} and ${b.currency}`);
  return moneyOf(a.minor + b.minor, a.currency);
}

export const negate = ({ minor, currency }: Money): Money => moneyOf(-minor, currency);

export const subtract = (a: Money, b: Money): Money => add(a, negate(b));

export type Rounding = 'DOWN' | 'UP';

/**
 * What an amount, not below zero, is worth in `to` at so many of it for one: exact, then rounded once, to whole minor
 * units. The result may be out of range.
 */
export function convert(
  { minor, currency }: Money,
  rate: Ratio,
  to: CurrencyCode,
  rounding: Rounding,
): Money {
  assert(minor >= 0n, 'only what is not below zero has one direction to be rounded in');
  const exact = minor * rate.numerator * 10n ** BigInt(exponentOf(to));
  const divisor = rate.denominator * 10n ** BigInt(exponentOf(currency));
  return moneyOf((rounding === 'UP' ? exact + divisor - 1n : exact) / divisor, to);
}

/** So many times an amount. */
export const multiply = ({ minor, currency }: Money, times: bigint): Money =>
  moneyOf(minor * times, currency);

/** Money as events carry it: minor units as decimal text. */
export interface WireMoney {
  readonly minor: string;
  readonly currency: string;
}

export const moneyToWire = ({ minor, currency }: Money): WireMoney => ({ minor: minor.toString(), currency });

/** Reads what `moneyToWire` wrote. */
export function moneyFromWire({ minor, currency }: WireMoney): Money {
  assert(isCurrency(currency), `unknown currency ${currency} in an event`);
  return moneyOf(BigInt(minor), currency);
}
