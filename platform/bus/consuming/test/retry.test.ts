import { describe, expect, test } from '@jest/globals';
import { backoffMs } from '../../pause.ts';
import { retrying, StoppedError } from '../retry.ts';

const transient = Object.assign(new Error('no connection'), { code: 'ECONNREFUSED' });
const policy = { attempts: 3, baseMs: 1, maxMs: 2 };

/** Fails with the errors given, one after the other, then succeeds. */
function failing(...errors: unknown[]) {
  const retries: boolean[] = [];
  const stopping = new AbortController();
  const run = async (): Promise<void> => {
    if (errors.length > 0) throw errors.shift();
  };
  const onRetry = (_error: unknown, _attempt: number, isTransient: boolean) => void retries.push(isTransient);
  return { run, retries, stopping, retry: { policy, signal: stopping.signal, onRetry } };
}

describe('Retrying', () => {
  test('gives no failure when an attempt succeeds', async () => {
    const { run, retry, retries } = failing(new Error('1'), new Error('2'));
    expect(await retrying(run, retry)).toBeUndefined();
    expect(retries).toEqual([false, false]);
  });

  test('gives the last error after all attempts', async () => {
    const last = new Error('3');
    const { run, retry } = failing(new Error('1'), new Error('2'), last);
    expect(await retrying(run, retry)).toEqual({ error: last, attempts: 3 });
  });

  test('does not count failures of the database', async () => {
    const { run, retry, retries } = failing(transient, new Error('1'), transient, new Error('2'));
    expect(await retrying(run, retry)).toBeUndefined();
    expect(retries).toEqual([true, false, true, false]);
  });

  test('ends when told to stop', async () => {
    const { retry, stopping } = failing();
    const run = async (): Promise<void> => {
      stopping.abort();
      throw transient;
    };
    await expect(retrying(run, retry)).rejects.toThrow(StoppedError);
  });
});

test('pauses grow up to their limit, with full jitter', () => {
  const limits = { baseMs: 100, maxMs: 1_000 };
  for (const [attempt, most] of [
    [1, 100],
    [2, 200],
    [4, 800],
    [5, 1_000],
    [2_000, 1_000],
  ] as const) {
    const pauses = Array.from({ length: 200 }, () => backoffMs(attempt, limits));
    expect(Math.max(...pauses)).toBeLessThanOrEqual(most);
    expect(Math.min(...pauses)).toBeLessThan(most / 2);
  }
});
