import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createLeases } from '../leases.ts';
import type { Lessor } from '../lessor.ts';
import { simulate } from './simulation.ts';

/** The same cases each time. */
const SEED = { seed: 20_261_122 };

/** 100 a second, 100 at once. */
const policy = { limit: 100, periodMs: 1_000, burst: 100 };
/** 100 at once, and then nothing for long. */
const SLOW = { limit: 1, periodMs: 1_000_000_000, burst: 100 };
const options = { policy, ttlMs: 1_000, maxLease: 20, skewsMs: [0, 0] };

describe('an instance', () => {
  test('decides of what it has leased alone: the second of two needs nobody', async () => {
    const { ask, instances, remaining } = simulate(options);
    expect(await ask(0, 2)).toMatchObject({ allowed: true, retryAfterMs: 0 });
    const before = remaining();
    expect(instances[0]?.take(1)).toBe(true);
    expect(remaining()).toBe(before);
  });

  test('takes nothing while it has no lease, and a lease when it may wait', async () => {
    const { instances, ask } = simulate(options);
    expect(instances[0]?.take(1)).toBe(false);
    expect((await ask(0, 1))?.allowed).toBe(true);
  });

  test('refuses what is not there, until it is: 100 are spent, 30 more are there in 300 ms', async () => {
    const { ask, pass } = simulate(options);
    expect((await ask(0, 100))?.allowed).toBe(true);
    expect(await ask(1, 30)).toEqual({ allowed: false, remaining: 0, retryAfterMs: 300 });
    pass(299);
    expect((await ask(1, 30))?.allowed).toBe(false);
    pass(1);
    expect((await ask(1, 30))?.allowed).toBe(true);
  });

  test('refuses what can never be there for ever', async () => {
    const { ask } = simulate(options);
    expect((await ask(0, 101))?.retryAfterMs).toBe(Number.POSITIVE_INFINITY);
  });

  test('leases more when more is asked for, and no more than a lease may have', async () => {
    const { ask, remaining, pass } = simulate({ ...options, policy: { ...policy, burst: 1_000 } });
    await ask(0, 1);
    const first = 1_000 - remaining();
    for (let n = 0; n < 500; n++) {
      await ask(0, 1);
      if (n % 10 === 0) pass(1);
    }
    const spare = 1_000 + 50 * 0.1 - 501 - remaining();
    expect(first).toBeLessThan(10);
    expect(spare).toBeLessThanOrEqual(20 * 1.25);
  });

  test('gives back what it does not use, when a fifth of its time is left', async () => {
    const { ask, pass, tidy, remaining } = simulate({ ...options, policy: SLOW });
    await ask(0, 10);
    expect(remaining()).toBeLessThan(90);
    pass(799);
    await tidy();
    expect(remaining()).toBeLessThan(90);
    pass(1);
    await tidy();
    expect(remaining()).toBe(90);
  });

  test('uses no lease that is over', async () => {
    const { ask, instances, pass } = simulate(options);
    await ask(0, 2);
    pass(999);
    expect(instances[0]?.take(1)).toBe(true);
    pass(1);
    expect(instances[0]?.take(1)).toBe(false);
  });

  test('gives everything back when it is closed', async () => {
    const { ask, instances, remaining } = simulate(options);
    await ask(0, 10);
    await instances[0]?.close();
    expect(remaining()).toBe(90);
  });

  test('takes again what was not needed: 10 taken, 4 needed, 6 come back', async () => {
    const { ask, instances, remaining } = simulate(options);
    await ask(0, 10);
    instances[0]?.comeBack(6);
    await instances[0]?.close();
    expect(remaining()).toBe(96);
  });

  test('holds no more than two leases of what comes back: the rest goes back at once', async () => {
    const { ask, settleAll, pass, remaining } = simulate({
      ...options,
      policy: { limit: 1_000, periodMs: 1_000, burst: 1_000 },
      maxLease: 50,
    });
    for (let n = 0; n < 20; n++) await ask(0, 50);
    pass(780);
    settleAll((quantity) => quantity - 1);
    expect(remaining()).toBe(1_000);
    const answers = await Promise.all(Array.from({ length: 40 }, () => ask(0, 50)));
    expect(answers.filter((answer) => answer?.allowed).length).toBe((1_000 + 2 * 50) / 50);
  });

  test('says of each quantity when it is there, whatever was refused before', async () => {
    const { ask, pass } = simulate({ ...options, policy: { limit: 20, periodMs: 1_000, burst: 200 } });
    await ask(0, 200);
    expect((await ask(0, 1))?.retryAfterMs).toBe(50);
    expect((await ask(0, 200))?.retryAfterMs).toBe(10_000);
    expect((await ask(0, 1))?.retryAfterMs).toBe(50);
    pass(40);
    expect((await ask(0, 1))?.retryAfterMs).toBe(10);
    expect((await ask(0, 200))?.retryAfterMs).toBe(9_960);
  });
});

describe('many at once', () => {
  const MANY = 130;

  test('are all admitted when there is enough for all, however small a lease is', async () => {
    const { ask, pass } = simulate({ ...options, policy: { ...SLOW, burst: 10_000 }, maxLease: 5 });
    await ask(0, 1);
    pass(2_000);
    const answers = await Promise.all(Array.from({ length: MANY }, () => ask(0, 16)));
    expect(answers.filter((answer) => !answer?.allowed)).toEqual([]);
  });

  test('get what is there, and the others are refused', async () => {
    const { ask } = simulate({ ...options, policy: SLOW, maxLease: 5 });
    const answers = await Promise.all(Array.from({ length: MANY }, () => ask(0, 10)));
    expect(answers.filter((answer) => answer?.allowed).length).toBe(10);
  });

  test('hear together that the lessor cannot be reached: it is asked once', async () => {
    let calls = 0;
    const lessor: Lessor = {
      async acquire() {
        calls += 1;
        throw new Error('down');
      },
      giveBack: async () => {},
    };
    const leases = createLeases({ lessor, maxLease: 5 });
    const answers = await Promise.allSettled(Array.from({ length: MANY }, () => leases.decide(1)));
    expect(answers.filter(({ status }) => status === 'rejected').length).toBe(MANY);
    expect(calls).toBe(1);
    await expect(leases.decide(1)).rejects.toThrow('down');
    expect(calls).toBe(2);
  });

  test('hear of an error when leases come too late to be used, instead of waiting for ever', async () => {
    let nowMs = 0;
    const ttlMs = 100;
    const lessor: Lessor = {
      async acquire(quantity) {
        nowMs += ttlMs;
        return { lease: { id: String(nowMs), quantity }, ttlMs, remaining: 1_000, retryAfterMs: 0 };
      },
      giveBack: async () => {},
    };
    const leases = createLeases({ lessor, maxLease: 5, nowMs: () => nowMs });
    const answers = await Promise.allSettled(Array.from({ length: MANY }, () => leases.decide(1)));
    expect(answers.filter(({ status }) => status === 'rejected').length).toBe(MANY);
    await expect(leases.decide(1)).rejects.toThrow('over before');
  });
});

test('A lease that comes back too late changes nothing', async () => {
  const { lessor, pass, remaining } = simulate({
    ...options,
    policy: { ...policy, limit: 1, periodMs: 1e9 },
  });
  const { lease } = await lessor.acquire(20, 1);
  pass(1_000);
  await lessor.giveBack(lease ?? { id: '', quantity: 0 }, 20);
  expect(remaining()).toBe(80);
});

describe('all instances together', () => {
  const policies = fc.record({
    limit: fc.integer({ min: 1, max: 1_000 }),
    periodMs: fc.integer({ min: 100, max: 10_000 }),
    burst: fc.integer({ min: 1, max: 1_000 }),
  });
  const settings = fc.record({
    policy: policies,
    ttlMs: fc.integer({ min: 10, max: 5_000 }),
    maxLease: fc.integer({ min: 1, max: 200 }),
    skewsMs: fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 4 }),
  });
  const LARGEST = 50;
  const steps = fc.array(
    fc.record({
      waitMs: fc.oneof(fc.nat(3), fc.nat(2_000)),
      instance: fc.nat(3),
      quantity: fc.nat(LARGEST),
      after: fc.oneof(
        { weight: 20, arbitrary: fc.constant('go on') },
        { weight: 3, arbitrary: fc.constant('tidy') },
        { weight: 3, arbitrary: fc.constant('settle') },
        { weight: 1, arbitrary: fc.constant('kill') },
      ),
    }),
    { minLength: 20, maxLength: 150 },
  );

  test('admit no more than the rule allows since the beginning, and in any time no more than that and two leases of each', async () => {
    await fc.assert(
      fc.asyncProperty(settings, steps, async (random, schedule) => {
        const simulation = simulate(random);
        const count = random.skewsMs.length;
        const beginMs = 1_000_000;
        for (const { waitMs, instance, quantity, after } of schedule) {
          simulation.pass(waitMs);
          await simulation.ask(instance % count, quantity);
          if (after === 'tidy') await simulation.tidy();
          if (after === 'settle') simulation.settleAll((taken) => Math.floor(taken * 0.9));
          if (after === 'kill') simulation.kill(instance % count);
        }
        const { limit, periodMs, burst } = random.policy;
        const beyond = count * 2 * Math.max(random.maxLease, LARGEST);
        for (const [first, { atMs: fromMs }] of simulation.admitted.entries()) {
          let sum = 0;
          for (const { atMs, quantity } of simulation.admitted.slice(first)) {
            sum += quantity;
            const strict = burst + ((atMs - (first === 0 ? beginMs : fromMs)) * limit) / periodMs;
            expect(sum).toBeLessThanOrEqual(first === 0 ? strict : strict + beyond);
          }
        }
      }),
      SEED,
    );
  });

  test('can use 95 % of the limit and more, however unevenly they are asked', async () => {
    const busy = fc.record({
      limit: fc.integer({ min: 50, max: 1_000 }),
      burst: fc.integer({ min: 50, max: 1_000 }),
      shares: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 2, maxLength: 4 }),
    });
    const SECONDS = 10;
    await fc.assert(
      fc.asyncProperty(busy, async ({ limit, burst, shares }) => {
        const simulation = simulate({
          policy: { limit, periodMs: 1_000, burst },
          ttlMs: 1_000,
          maxLease: Math.ceil(burst / 10),
          skewsMs: shares.map((_, n) => n * 12_345),
        });
        for (let ms = 0; ms < SECONDS * 1_000; ms++) {
          simulation.pass(1);
          for (const [n, share] of [...shares, 1].entries())
            for (let asked = 0; asked < share; asked++) await simulation.ask(n % shares.length, 1);
          if (ms % 100 === 0) await simulation.tidy();
        }
        const used = simulation.admitted.reduce((sum, { quantity }) => sum + quantity, 0);
        expect(used).toBeGreaterThanOrEqual(0.95 * (burst + limit * SECONDS));
        expect(used).toBeLessThanOrEqual(burst + limit * SECONDS);
      }),
      { ...SEED, numRuns: 10 },
    );
  });
});
