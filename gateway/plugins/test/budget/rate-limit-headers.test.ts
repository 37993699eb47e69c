import { expect, test } from '@jest/globals';
import { addRateLimitHeaders } from '../../budget/rate-limit-headers.ts';

const tenant = { name: 'tenant', policy: { limit: 10, periodMs: 1_000, burst: 105 } };
const actor = { name: 'actor', policy: { limit: 1, periodMs: 2_000, burst: 10 } };

const headersOf = (...given: [Parameters<typeof addRateLimitHeaders>[1], number?]) => {
  const headers = new Map<string, string | string[]>();
  addRateLimitHeaders(headers, ...given);
  return Object.fromEntries(headers);
};

test('each policy: burst, and the seconds that bring it back; what is left, and the seconds until it is full', () => {
  expect(
    headersOf([
      { ...tenant, available: 80 },
      { ...actor, available: 10 },
    ]),
  ).toEqual({
    'ratelimit-policy': '"tenant";q=105;qu="cost";w=11, "actor";q=10;qu="cost";w=20',
    ratelimit: '"tenant";r=80;t=3, "actor";r=10;t=0',
  });
});

test('a refusal: when to come back, rounded up; no window ends later; a debt is 0', () => {
  expect(
    headersOf(
      [
        { ...tenant, available: -5 },
        { ...actor, available: 10 },
      ],
      1_001,
    ),
  ).toMatchObject({
    ratelimit: '"tenant";r=0;t=2, "actor";r=10;t=0',
    'retry-after': '2',
  });
});

test('what is never allowed has no time to come back', () => {
  expect(headersOf([{ ...tenant, available: 105 }], Number.POSITIVE_INFINITY)).not.toHaveProperty(
    'retry-after',
  );
});

test('no budget is known: no empty list, and still when to come back', () => {
  expect(headersOf([])).toEqual({});
  expect(headersOf([], 2_500)).toEqual({ 'retry-after': '3' });
});
