import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { createPulse } from '../pulse.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('each is called once in every interval, and not all at the same time', () => {
  const pulse = createPulse(3_200);
  const times = new Map<number, number[]>();
  for (const n of Array(64).keys()) pulse.add(() => void times.set(n, [...(times.get(n) ?? []), Date.now()]));
  jest.advanceTimersByTime(6_400);
  pulse.close();
  expect(times.size).toBe(64);
  for (const [first, second, third] of times.values() as Iterable<[number, number, number?]>)
    expect([second - first, third]).toEqual([3_200, undefined]);
  expect(new Set([...times.values()].map(([first]) => first)).size).toBe(32);
});

test('what was taken out, and all once it is closed, is not called any more', () => {
  const pulse = createPulse(3_200);
  const beats = [jest.fn(), jest.fn()] as const;
  const stop = pulse.add(beats[0]);
  pulse.add(beats[1]);
  stop();
  jest.advanceTimersByTime(3_200);
  pulse.close();
  jest.advanceTimersByTime(6_400);
  expect(beats.map(({ mock }) => mock.calls.length)).toEqual([0, 1]);
});
