import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Policy } from 'platform/limiter/decision';
import type { Balance, Refused, Reserved, Subject } from '../../budget/budget.ts';
import { createMemoryBudget, policiesOf } from '../../budget/memory-budget.ts';

const tenantPolicy: Policy = { limit: 10, periodMs: 1_000, burst: 100 };
const actorPolicy: Policy = { limit: 5, periodMs: 1_000, burst: 40 };

const acme: Subject = { kind: 'tenant', id: 'acme' };
const actor = (id: string): Subject => ({ kind: 'actor', tenantId: 'acme', id });
const address: Subject = { kind: 'address', id: '192.0.2.1' };

/** Budgets on a clock that stands still until it is set. */
function onClock(maxBuckets?: number) {
  const clock = { nowMs: 1_000_000 };
  const policies = { tenant: tenantPolicy, actor: actorPolicy, address: undefined };
  return { clock, budget: createMemoryBudget(policies, () => clock.nowMs, maxBuckets) };
}

const available = ({ balances }: { readonly balances: readonly Balance[] }) =>
  balances.map((balance) => balance.available);

async function reserved(reservation: Promise<Reserved | Refused>): Promise<Reserved> {
  const answer = await reservation;
  if (!answer.allowed) throw new Error(`refused by ${answer.refusedBy}`);
  return answer;
}

describe('reserving', () => {
  test('takes from the tenant and from the actor', async () => {
    const { budget } = onClock();
    const answer = await budget.reserve([acme, actor('alice')], 30);
    expect(answer).toMatchObject({ allowed: true });
    expect(available(answer)).toEqual([70, 10]);
  });

  test('refused by the actor, nothing is taken from the tenant', async () => {
    const { budget } = onClock();
    const answer = await budget.reserve([acme, actor('alice')], 50);
    expect(answer).toMatchObject({ allowed: false, refusedBy: ['actor'] });
    expect(available(answer)).toEqual([100, 40]);
    expect(available(await budget.reserve([acme], 0))).toEqual([100]);
  });

  test('refused by the tenant, nothing is taken from the actor', async () => {
    const { budget } = onClock();
    for (const id of ['a', 'b', 'c']) await budget.reserve([acme, actor(id)], 30);
    const answer = await budget.reserve([acme, actor('alice')], 30);
    expect(answer).toMatchObject({ allowed: false, refusedBy: ['tenant'], retryAfterMs: 2_000 });
    expect(available(await budget.reserve([actor('alice')], 0))).toEqual([40]);
  });

  test('refused by both: until the later one allows it', async () => {
    const { budget } = onClock();
    await budget.reserve([acme], 90);
    await budget.reserve([actor('alice')], 30);
    const answer = await budget.reserve([acme, actor('alice')], 20);
    expect(answer).toMatchObject({ refusedBy: ['tenant', 'actor'], retryAfterMs: 2_000 });
  });

  test('served again at that instant, not a millisecond before', async () => {
    const { budget, clock } = onClock();
    await budget.reserve([acme], 100);
    const { retryAfterMs } = (await budget.reserve([acme], 25)) as Refused;
    clock.nowMs += retryAfterMs - 1;
    expect(await budget.reserve([acme], 25)).toMatchObject({ allowed: false, retryAfterMs: 1 });
    clock.nowMs += 1;
    expect(await budget.reserve([acme], 25)).toMatchObject({ allowed: true });
  });

  test('more than the burst: never', async () => {
    const { budget } = onClock();
    expect(await budget.reserve([acme], 101)).toMatchObject({ retryAfterMs: Number.POSITIVE_INFINITY });
  });

  test('equal ids of two tenants, or of a tenant and an actor, are others', async () => {
    const { budget } = onClock();
    await budget.reserve([actor('alice')], 40);
    const elsewhere: Subject = { kind: 'actor', tenantId: 'other', id: 'alice' };
    expect(await budget.reserve([elsewhere, { kind: 'tenant', id: 'alice' }], 40)).toMatchObject({
      allowed: true,
    });
  });

  test('a kind without a policy is not limited', async () => {
    const { budget } = onClock();
    expect(await budget.reserve([address], 1_000_000)).toMatchObject({ allowed: true, balances: [] });
  });
});

describe('settling', () => {
  test('what was not spent comes back to both', async () => {
    const { budget } = onClock();
    const { settle } = await reserved(budget.reserve([acme, actor('alice')], 30));
    await settle(4);
    expect(available(await budget.reserve([acme, actor('alice')], 0))).toEqual([96, 36]);
  });

  test('what was spent beyond is owed: 40 - 30 - 25 = -15, and paid off after 3 s', async () => {
    const { budget, clock } = onClock();
    const { settle } = await reserved(budget.reserve([actor('alice')], 30));
    await settle(55);
    expect(available(await budget.reserve([actor('alice')], 0))).toEqual([-15]);
    clock.nowMs += 3_000;
    expect(available(await budget.reserve([actor('alice')], 0))).toEqual([0]);
  });

  test('never above the burst', async () => {
    const { budget, clock } = onClock();
    const { settle } = await reserved(budget.reserve([acme], 30));
    clock.nowMs += 2_000;
    await settle(0);
    expect(available(await budget.reserve([acme], 0))).toEqual([100]);
  });

  test('counts once', async () => {
    const { budget } = onClock();
    const { settle } = await reserved(budget.reserve([acme], 90));
    await settle(80);
    await settle(0);
    expect(available(await budget.reserve([acme], 0))).toEqual([20]);
  });

  test.each([
    [59_999, 100],
    [60_000, 70],
  ])('30 reserved and settled with 0 after %i ms leave %i of 100', async (waitMs, left) => {
    const slow: Policy = { limit: 1, periodMs: 1_000_000_000, burst: 100 };
    const clock = { nowMs: 0 };
    const policies = { tenant: slow, actor: undefined, address: undefined };
    const budget = createMemoryBudget(policies, () => clock.nowMs);
    const { settle } = await reserved(budget.reserve([acme], 30));
    clock.nowMs += waitMs;
    await settle(0);
    expect(available(await budget.reserve([acme], 0))).toEqual([left]);
  });
});

test('so many buckets are kept, those used last; one that was forgotten is full', async () => {
  const { budget } = onClock(2);
  for (const id of ['a', 'b', 'c']) await budget.reserve([actor(id)], 40);
  expect(available(await budget.reserve([actor('c')], 0))).toEqual([0]);
  expect(available(await budget.reserve([actor('a')], 0))).toEqual([40]);
});

test('policies of gateway.yaml', () => {
  const settings = { minimum: 1, onStoreFailure: 'open', tenant: { burst: 5, perSecond: 2 } } as const;
  expect(policiesOf(settings)).toEqual({ tenant: { limit: 2, periodMs: 1_000, burst: 5 } });
});

describe('laws', () => {
  interface Operation {
    readonly waitMs: number;
    readonly actor: string;
    readonly requested: number;
    readonly actual: number;
    /** Operations that begin before it ends. */
    readonly overtaken: number;
  }
  const operations: fc.Arbitrary<Operation[]> = fc.array(
    fc.record({
      waitMs: fc.nat(2_000),
      actor: fc.constantFrom('a', 'b', 'c'),
      requested: fc.nat(60),
      actual: fc.nat(60),
      overtaken: fc.nat(4),
    }),
    { maxLength: 60 },
  );

  interface Spent {
    readonly atMs: number;
    /** Until when something of it could be given back. */
    openUntilMs: number;
    readonly actor: string;
    readonly points: number;
  }

  /** What the admitted operations of a schedule spent, counted when they began; less is settled when `refunds`. */
  async function play(schedule: readonly Operation[], refunds: boolean): Promise<readonly Spent[]> {
    const { budget, clock } = onClock();
    const spent: Spent[] = [];
    const ends = new Map<number, (() => Promise<void>)[]>();
    for (const [i, { waitMs, actor: id, requested, actual, overtaken }] of schedule.entries()) {
      clock.nowMs += waitMs;
      for (const end of ends.get(i) ?? []) await end();
      const answer = await budget.reserve([acme, actor(id)], requested);
      for (const balance of answer.balances)
        expect(balance.available).toBeLessThanOrEqual(balance.policy.burst);
      if (!answer.allowed) continue;
      const points = refunds ? Math.min(requested, actual) : requested;
      const atMs = clock.nowMs;
      const one = { atMs, openUntilMs: refunds ? Number.POSITIVE_INFINITY : atMs, actor: id, points };
      spent.push(one);
      const end = async () => {
        if (refunds) one.openUntilMs = clock.nowMs;
        await answer.settle(points);
      };
      const at = i + 1 + overtaken;
      ends.set(at, [...(ends.get(at) ?? []), end]);
    }
    return spent;
  }

  /** What is given back counts from when it was taken: the bucket has filled meanwhile. */
  function expectWithin(spent: readonly Spent[], { burst, limit, periodMs }: Policy): void {
    for (const [i, first] of spent.entries()) {
      const open = spent.slice(0, i).filter(({ openUntilMs }) => openUntilMs > first.atMs);
      const fromMs = Math.min(first.atMs, ...open.map(({ atMs }) => atMs));
      let points = 0;
      for (const { atMs, points: more } of spent.slice(i)) {
        points += more;
        expect(points).toBeLessThanOrEqual(burst + ((atMs - fromMs) * limit) / periodMs);
      }
    }
  }

  test.each([
    ['requested', false],
    ['actually spent', true],
  ])(
    'what is %s in any time t is at most burst + rate × t, for the tenant and each actor',
    async (_, refunds) => {
      await fc.assert(
        fc.asyncProperty(operations, async (schedule) => {
          const spent = await play(schedule, refunds);
          expectWithin(spent, tenantPolicy);
          for (const id of ['a', 'b', 'c'])
            expectWithin(
              spent.filter((one) => one.actor === id),
              actorPolicy,
            );
        }),
      );
    },
  );

  test('reservations at the same time take what each of them asks for, and no more than there is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 20 }), async (amounts) => {
        const { budget } = onClock();
        const answers = await Promise.all(amounts.map((amount) => budget.reserve([acme], amount)));
        const taken = amounts.filter((_, i) => answers[i]?.allowed).reduce((a, b) => a + b, 0);
        expect(available(await budget.reserve([acme], 0))).toEqual([tenantPolicy.burst - taken]);
        expect(taken).toBeLessThanOrEqual(tenantPolicy.burst);
      }),
    );
  });

  test('a debt is paid off at the rate', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(40), fc.nat(1_000), async (requested, actual) => {
        const { budget, clock } = onClock();
        const { settle } = await reserved(budget.reserve([actor('a')], requested));
        await settle(actual);
        clock.nowMs += (Math.max(0, actual - 40) * 1_000) / 5;
        expect(available(await budget.reserve([actor('a')], 0))[0]).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
