import { describe, expect, test } from '@jest/globals';
import { createSlots } from '../slots.ts';

describe('slots', () => {
  test('go round in the order of asking, no more at once than there are', async () => {
    const slots = createSlots(1);
    const release = await slots.acquire();
    const order: number[] = [];
    const take = async (n: number) => {
      const releaseNext = await slots.acquire();
      order.push(n);
      releaseNext();
    };
    const others = [take(2), take(3)];
    expect(order).toEqual([]);
    release();
    await Promise.all(others);
    expect(order).toEqual([2, 3]);
  });

  test('that are given back twice are free once', async () => {
    const slots = createSlots(1);
    const release = await slots.acquire();
    release();
    release();
    await slots.acquire();
    const next = Promise.race([slots.acquire().then(() => 'taken'), turn().then(() => 'waits')]);
    await expect(next).resolves.toBe('waits');
  });
});

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
