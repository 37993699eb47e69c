import { describe, expect, test } from '@jest/globals';
import { createSlots, SlotsExhausted } from '../slots.ts';

const stays = new AbortController().signal;

describe('slots', () => {
  test('go round in the order of asking, no more at once than there are', async () => {
    const slots = createSlots(1, 2);
    const release = await slots.acquire(stays);
    const order: number[] = [];
    const take = async (n: number) => {
      const releaseNext = await slots.acquire(stays);
      order.push(n);
      releaseNext();
    };
    const others = [take(2), take(3)];
    expect(order).toEqual([]);
    release();
    await Promise.all(others);
    expect(order).toEqual([2, 3]);
  });

  test('refuse who comes when too many wait', async () => {
    const slots = createSlots(1, 1);
    await slots.acquire(stays);
    void slots.acquire(stays);
    await expect(slots.acquire(stays)).rejects.toThrow(SlotsExhausted);
  });

  test('are not waited for by those who have left', async () => {
    const slots = createSlots(1, 1);
    const release = await slots.acquire(stays);
    const leaving = new AbortController();
    void slots.acquire(leaving.signal);
    leaving.abort();
    const next = slots.acquire(stays);
    release();
    await expect(next).resolves.toBeInstanceOf(Function);
  });
});
