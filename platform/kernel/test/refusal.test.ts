import { expect, test } from '@jest/globals';
import { refusalCode } from '../refusal.ts';

test.each([
  ['InsufficientFunds', 'INSUFFICIENT_FUNDS'],
  ['IdempotencyConflict', 'IDEMPOTENCY_CONFLICT'],
  ['UnknownLedger', 'UNKNOWN_LEDGER'],
])('the code of %s is %s', (type, code) => {
  expect(refusalCode(type)).toBe(code);
});
