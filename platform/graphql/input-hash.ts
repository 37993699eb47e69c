import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { assert } from '../kernel/assert.ts';
import type { Json } from '../kernel/json.ts';
import { parseMoney } from '../kernel/money.ts';

/**
 * SHA-256 of an input's RFC 8785 canonical form, without its idempotency key. Money is compared by value: in an
 * object of exactly `amount` and `currency`, "1.0" is "1.00".
 */
export const hashInput = (input: object): Buffer => {
  const { idempotencyKey: _key, ...rest } = input as { readonly idempotencyKey?: unknown };
  return hash('sha256', canonicalize(normalise(rest)) ?? '', 'buffer');
};

function normalise(value: unknown): Json | undefined {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return value.map((item) => normalise(item) ?? null);
  if (typeof value === 'object' && value !== null) return normaliseObject(value);
  assert(typeof value !== 'function' && typeof value !== 'symbol', 'an input is data');
  return value as Json | undefined;
}

function normaliseObject(value: object): Json {
  const fields = Object.entries(value).flatMap(([name, item]) => {
    const normalised = normalise(item);
    return normalised === undefined ? [] : [[name, normalised] as const];
  });
  return withMoneyNormalised(Object.fromEntries(fields));
}

function withMoneyNormalised(object: Readonly<Record<string, Json>>): Json {
  const { amount, currency } = object;
  const isMoney =
    typeof amount === 'string' && typeof currency === 'string' && Object.keys(object).length === 2;
  if (!isMoney) return object;
  const money = parseMoney({ amount, currency });
  return money.ok ? { minor: money.value.minor.toString(), currency } : object;
}
