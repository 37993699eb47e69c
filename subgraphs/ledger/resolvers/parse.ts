import { badInput } from 'platform/errors/errors';
import { isOneLine } from 'platform/graphql/text';
import type { Instant } from 'platform/kernel/clock';
import { systemClock } from 'platform/kernel/clock';
import { type Decimal, MAX_DECIMALS, MAX_WHOLE_DIGITS, parseDecimal } from 'platform/kernel/decimal';
import type { Json, JsonObject } from 'platform/kernel/json';
import { isEffectiveTime, MAX_REFERENCE_LENGTH } from '../domain/transaction/transaction.ts';

/** Where a mutation's fields stand in its arguments. */
export const INPUT: readonly string[] = ['input'];

/** Fails with BAD_USER_INPUT unless the text has 1 to `max` characters. */
export function requireText(text: string, field: string, max: number): void {
  if (text.length < 1 || text.length > max) {
    throw badInput(`"${field}" must have 1 to ${max} characters.`, ['input', field]);
  }
}

const CODE = /^[A-Za-z0-9.:_-]{1,64}$/;

/** Fails with BAD_USER_INPUT unless the text can be an account's code. */
export function requireCode(code: string): void {
  if (CODE.test(code)) return;
  throw badInput('"code" must have 1 to 64 characters: letters, digits and . : _ -', ['input', 'code']);
}

/** An optional text; empty is none. */
export function optionalText(
  text: string | null | undefined,
  field: string,
  max: number,
  at = INPUT,
): string | null {
  if (text && text.length > max) {
    throw badInput(`"${field}" must have at most ${max} characters.`, [...at, field]);
  }
  return text || null;
}

/** The caller's own reference: one line, so that it can be looked for. */
export function optionalReference(text: string | null | undefined, at = INPUT): string | null {
  const reference = optionalText(text, 'reference', MAX_REFERENCE_LENGTH, at);
  if (reference === null || isOneLine(reference)) return reference;
  throw badInput('"reference" must not have control characters.', [...at, 'reference']);
}

export function optionalMetadata(metadata: Json | null | undefined, at = INPUT): JsonObject | null {
  if (metadata === null || metadata === undefined) return null;
  if (typeof metadata === 'object' && !Array.isArray(metadata)) return metadata as JsonObject;
  throw badInput('"metadata" must be a JSON object.', [...at, 'metadata']);
}

export function optionalEffectiveTime(instant: Instant | null | undefined, at = INPUT): Instant | undefined {
  if (instant === null || instant === undefined) return undefined;
  return requireEffectiveTime(instant, [...at, 'effectiveAt']);
}

export function requireEffectiveTime(at: Instant, path: readonly string[]): Instant {
  if (isEffectiveTime(at, systemClock.now())) return at;
  throw badInput(`"${path.at(-1)}" must be from 1970 to 100 years ahead.`, path);
}

/** A rate of exchange. Fails with BAD_USER_INPUT unless it is a decimal greater than zero, within bounds. */
export function parseRate(text: string): Decimal {
  const rate = parseDecimal(text);
  if (rate !== undefined && rate !== '0') return rate;
  throw badInput(
    `"rate" must be greater than zero, such as "1.0825", with at most ${MAX_WHOLE_DIGITS} digits before and ${MAX_DECIMALS} after the point.`,
    ['input', 'rate'],
  );
}
