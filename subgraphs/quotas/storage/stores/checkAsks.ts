import { assert } from 'platform/kernel/assert';
import { type Ask, MAX_ASKS, MAX_KEY_LENGTH, MAX_QUANTITY } from './port.ts';

/** Throws AssertionError for asks that break the port's bounds. */
export function checkAsks(asks: readonly Ask[]): void {
  assert(asks.length > 0 && asks.length <= MAX_ASKS, `a call has 1 to ${MAX_ASKS} asks`);
  assert(new Set(asks.map(({ key }) => key)).size === asks.length, 'the keys of a call differ');
  for (const { key, rule, quantity, forced } of asks) {
    assert(key.length <= MAX_KEY_LENGTH, `a key has at most ${MAX_KEY_LENGTH} characters`);
    assert(Number.isSafeInteger(quantity) && Math.abs(quantity) <= MAX_QUANTITY, 'quantities are whole');
    assert(quantity >= 0 || forced || rule.algorithm === 'concurrency', 'what comes back is forced');
  }
}
