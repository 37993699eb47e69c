import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { createPulse } from '../pulse.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('each is called once in every interval, and not all at the same time', () => {
  const times = new Map<number, number[]>();
  const pulse = createPulse<number>(3_200, (n) => {
    times.set(n, [...(times.get(n) ?? []), Date.now()]);
  });
  for (const n of Array(64).keys()) pulse.add(n);
  jest.advanceTimersByTime(6_400);
  pulse.close();
  expect(times.size).toBe(64);
  for (const [first, second, third] of times.values() as Iterable<[number, number, number?]>)
    expect([second - first, third]).toEqual([3_200, undefined]);
  expect(new Set([...times.values()].map(([first]) => first)).size).toBe(32);
});

test('what was taken out, and all once it is closed, is not called any more', () => {
  const beats: string[] = [];
  const pulse = createPulse<string>(3_200, (member) => void beats.push(member));
  pulse.add('one');
  pulse.add('other');
  pulse.remove('one');
  jest.advanceTimersByTime(3_200);
  pulse.close();
  jest.advanceTimersByTime(6_400);
  expect(beats).toEqual(['other']);
});
