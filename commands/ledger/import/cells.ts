import { JSONScalar } from 'platform/graphql/scalars';
import { isOneLine } from 'platform/graphql/text';
import { parseInstant, systemClock } from 'platform/kernel/clock';
import type { JsonObject } from 'platform/kernel/json';
import { formatAmount, type Money, type MoneyFault, parseMoney } from 'platform/kernel/money';
import { isEffectiveTime } from '../../../subgraphs/ledger/domain/transaction/transaction.ts';

/** Says what is wrong with a cell. */
type Complain = (message: string) => void;

/** Major units, as the API takes them. */
export interface Amount {
  readonly amount: string;
  readonly currency: string;
}

export function readMoney(amount: string, currency: string, complain: Complain): Money | undefined {
  const parsed = parseMoney({ amount, currency });
  if (parsed.ok) return parsed.value;
  complain(messageOf(parsed.error, amount, currency));
  return undefined;
}

function messageOf(fault: MoneyFault, amount: string, currency: string): string {
  switch (fault.reason) {
    case 'UNKNOWN_CURRENCY':
      return `"${currency}" is no currency of ISO 4217`;
    case 'MALFORMED':
      return `"${amount}" is not an amount such as 12.34`;
    case 'TOO_MANY_DECIMALS':
      return `${currency} has ${fault.decimals} decimals`;
    case 'OUT_OF_RANGE':
      return 'out of range';
  }
}

export const toAmount = (money: Money): Amount => ({ amount: formatAmount(money), currency: money.currency });

/** Empty is none. */
export function readText(text: string, maxLength: number, complain: Complain): string | null {
  if (text.length > maxLength) complain(`at most ${maxLength} characters`);
  if (text.includes('\0')) complain('a NUL character');
  return text || null;
}

/** The same on one line. */
export function readLine(text: string, maxLength: number, complain: Complain): string | null {
  if (!isOneLine(text)) complain('a line break or another control character');
  return readText(text, maxLength, complain);
}

/** A JSON object, within what the API takes; empty is none. */
export function readMetadata(text: string, complain: Complain): JsonObject | null {
  if (!text) return null;
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    complain('not a JSON object');
    return null;
  }
  try {
    return JSONScalar.parseValue(value) as JsonObject;
  } catch (error) {
    complain((error as Error).message);
    return null;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** An instant of RFC 3339, or a date, which is its first instant in UTC; empty is none. */
export function readEffectiveAt(text: string, complain: Complain): string | null {
  if (!text) return null;
  const instantText = DATE.test(text) ? `${text}T00:00:00Z` : text;
  const at = parseInstant(instantText);
  if (at === undefined) complain(`"${text}" is neither 2025-01-31T12:00:00Z nor 2025-01-31`);
  else if (!isEffectiveTime(at, systemClock.now())) complain('not from 1970 to 100 years ahead');
  return instantText;
}

/** One of the values. */
export function readOneOf<Value extends string>(
  text: string,
  values: readonly Value[],
  complain: Complain,
): Value | undefined {
  const found = values.find((value) => value === text);
  if (!found) complain(`"${text}" is none of ${values.join(', ')}`);
  return found;
}
