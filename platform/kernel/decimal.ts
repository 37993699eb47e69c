/**
 * An exact decimal number, not below zero, such as a rate of exchange: text in its shortest form, so that equal
 * numbers are equal texts ("1.50" is "1.5").
 */
declare const decimal: unique symbol;
export type Decimal = string & { readonly [decimal]: true };

/** Bounds of a decimal, before and after its point. */
export const MAX_WHOLE_DIGITS = 12;
export const MAX_DECIMALS = 12;

const DECIMAL = new RegExp(`^(\\d{1,${MAX_WHOLE_DIGITS}})(?:\\.(\\d{1,${MAX_DECIMALS}}))?$`);

/** Reads "1.0825"; undefined for a sign, an exponent, too many digits, and anything else. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = DECIMAL.exec(text);
  if (!match) return undefined;
  const [, whole = '', decimals = ''] = match;
  const significant = decimals.replace(/0+$/, '');
  return `${BigInt(whole)}${significant ? `.${significant}` : ''}` as Decimal;
}

/** An exact fraction, which a decimal's inverse needs: nothing is rounded before it meets an amount. */
export interface Ratio {
  readonly numerator: bigint;
  /** Greater than zero. */
  readonly denominator: bigint;
}

export function ratioOf(value: Decimal): Ratio {
  const [whole = '', decimals = ''] = value.split('.');
  return { numerator: BigInt(whole + decimals), denominator: 10n ** BigInt(decimals.length) };
}

/** One divided by it, which must not be zero. */
export const inverse = ({ numerator, denominator }: Ratio): Ratio => ({
  numerator: denominator,
  denominator: numerator,
});
