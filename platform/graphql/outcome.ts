import { AssertionError } from '../kernel/assert.ts';

/**
 * Outcomes as text, exactly, bigint included: JSON in which every string has one letter before it, `n` for a
 * bigint's digits and `s` for a string. What is not plain data is a bug, found when it is written.
 */
export const encodeOutcome = (outcome: unknown): string => JSON.stringify(toPlain(outcome));

export const decodeOutcome = (text: string): unknown =>
  JSON.parse(text, (_key, value) => (typeof value === 'string' ? fromTagged(value) : value));

const fromTagged = (text: string): unknown => (text.startsWith('n') ? BigInt(text.slice(1)) : text.slice(1));

function toPlain(value: unknown): unknown {
  if (typeof value === 'bigint') return `n${value}`;
  if (typeof value === 'string') return `s${value}`;
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value === 'object' && value !== null) return plainObject(value);
  if (typeof value === 'function' || typeof value === 'symbol') throw notPlain();
  return value;
}

function plainObject(value: object): unknown {
  const prototype: unknown = Object.getPrototypeOf(value);
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  if (!isPlain) throw notPlain();
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toPlain(item)]));
}

const notPlain = (): AssertionError => new AssertionError('an outcome is plain data, to be stored');
