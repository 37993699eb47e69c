import { expect, test } from '@jest/globals';
import type { TenantId } from 'platform/kernel/ids';
import type { Rule } from 'platform/limiter/rule';
import { createLessor } from '../lessor.ts';
import type { QuotaStore } from '../port.ts';
import { START } from './schedules.ts';

/** 100 at once, and then nothing for long. */
const rule: Rule = { algorithm: 'tokenBucket', limit: 1, periodMs: 1_000_000, burst: 100 };
const TTL_MS = 1_000;

/** What a lessor on every store promises. */
export function describeLessor(open: (nowMs: () => number) => Promise<QuotaStore>): void {
  let tenants = 0;

  async function withLessor(
    work: (
      lessor: ReturnType<typeof createLessor>,
      left: () => Promise<number>,
      pass: (ms: number) => void,
    ) => Promise<void>,
  ): Promise<void> {
    let nowMs = START;
    const store = await open(() => nowMs);
    const tenantId = `lessor-${process.pid}-${tenants++}` as TenantId;
    const left = async () =>
      (await store.peek(tenantId, [{ key: 'all', rule, quantity: 0 }])).answers[0]?.remaining ?? 0;
    const pass = (ms: number) => {
      nowMs += ms;
    };
    try {
      await work(createLessor({ store, tenantId, key: 'all', rule, ttlMs: TTL_MS }), left, pass);
    } finally {
      await store.close();
    }
  }

  test('leases what is wanted, and charges it', () =>
    withLessor(async (lessor) => {
      expect(await lessor.acquire(30, 1)).toMatchObject({
        lease: { quantity: 30 },
        ttlMs: TTL_MS,
        remaining: 70,
      });
    }));

  test('leases what is there, when that is enough', () =>
    withLessor(async (lessor) => {
      await lessor.acquire(80, 1);
      expect(await lessor.acquire(30, 20)).toMatchObject({ lease: { quantity: 20 }, remaining: 0 });
    }));

  test('leases nothing when there is too little, and says when there is enough', () =>
    withLessor(async (lessor) => {
      await lessor.acquire(80, 1);
      expect(await lessor.acquire(30, 21)).toEqual({
        lease: undefined,
        ttlMs: TTL_MS,
        remaining: 20,
        retryAfterMs: 1_000_000,
      });
    }));

  test('takes back what is unused, once', () =>
    withLessor(async (lessor, left) => {
      const { lease = { id: '', quantity: 0 } } = await lessor.acquire(30, 1);
      await lessor.giveBack(lease, 20);
      expect(await left()).toBe(90);
      await lessor.giveBack(lease, 20);
      expect(await left()).toBe(90);
    }));

  test('takes nothing back that comes too late', () =>
    withLessor(async (lessor, left, pass) => {
      const { lease = { id: '', quantity: 0 } } = await lessor.acquire(30, 1);
      pass(TTL_MS);
      await lessor.giveBack(lease, 20);
      expect(await left()).toBe(70);
    }));

  test('charges what was used beyond, also when the lease is over', () =>
    withLessor(async (lessor, left, pass) => {
      const { lease = { id: '', quantity: 0 } } = await lessor.acquire(30, 1);
      pass(TTL_MS);
      await lessor.giveBack(lease, -10);
      expect(await left()).toBe(60);
    }));
}
