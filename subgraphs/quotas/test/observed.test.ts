import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { BusEvent } from 'platform/bus/port';
import { forgetOldUsage } from '../read-models/usage/retention.ts';
import { bucket, upsert } from './policies.ts';
import { consume, read, reserve, settle, subject } from './quotas.ts';
import { actorOf, ask, errorCode, startStack, type TestStack } from './stack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.close());

const PATIENCE_MS = 10_000;
const POLL_MS = 20;

/** The value, once it is there. */
async function eventually<T>(look: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const value = await look();
    if (holds(value)) return value;
    if (performance.now() > deadline) throw new Error(`still ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

const USAGE = `query ($subject: SubjectInput!, $from: DateTime!, $to: DateTime!, $bucket: UsageBucketLength) {
  usage(subject: $subject, resource: "graphql.cost", from: $from, to: $to, bucket: $bucket) {
    start admitted refused shadowRefused } }`;

interface Bucket {
  readonly admitted: string;
  readonly refused: string;
}
const usageOf = async (actor: ReturnType<typeof actorOf>, of: object, bucketLength = 'DAY') => {
  const question = {
    subject: of,
    from: '2026-11-21T00:00:00Z',
    to: '2026-11-22T00:00:00Z',
    bucket: bucketLength,
  };
  return (await ask<{ usage: Bucket[] }>(stack, actor, USAGE, question)).usage;
};

describe('usage', () => {
  test('has what was admitted, refused, and given back, in buckets of time', async () => {
    const alice = actorOf('counted/alice');
    const tenant = subject('TENANT', 'counted');
    await upsert(stack, alice, bucket());
    const take = (quantity: string) =>
      consume(stack, alice, { subject: tenant, resource: 'graphql.cost', quantity });
    await take('30');
    await take('200');
    const service = actorOf('counted/gateway', [], 'service');
    const input = { subjects: [tenant], resource: 'graphql.cost', quantity: '20' };
    const { reservation } = await reserve(stack, service, input);
    await settle(stack, service, { reservationId: reservation?.id, actual: '5' });
    stack.time.nowMs += 60_000;
    await take('1');
    const minutes = await eventually(
      () => usageOf(alice, tenant, 'MINUTE'),
      ({ length }) => length === 2,
    );
    expect(minutes).toEqual([
      { start: '2026-11-21T12:00:00.000000Z', admitted: '35', refused: '200', shadowRefused: '0' },
      { start: '2026-11-21T12:01:00.000000Z', admitted: '1', refused: '0', shadowRefused: '0' },
    ]);
    expect(await usageOf(alice, tenant)).toEqual([
      { start: '2026-11-21T00:00:00.000000Z', admitted: '36', refused: '200', shadowRefused: '0' },
    ]);
    expect(await usageOf(actorOf('other/bob'), subject('TENANT', 'other'))).toEqual([]);
  });

  test('is forgotten after 400 days', async () => {
    const alice = actorOf('old/alice');
    const tenant = subject('TENANT', 'old');
    await consume(stack, alice, { subject: tenant, resource: 'graphql.cost', quantity: '3' });
    await eventually(
      () => usageOf(alice, tenant),
      ({ length }) => length === 1,
    );
    const { system } = stack.database;
    await forgetOldUsage(system, stack.time.nowMs + 399 * 86_400_000);
    expect(await usageOf(alice, tenant)).toHaveLength(1);
    await forgetOldUsage(system, stack.time.nowMs + 401 * 86_400_000);
    expect(await usageOf(alice, tenant)).toEqual([]);
  });

  test.each([
    { from: '2026-11-21T00:00:00Z', to: '2026-11-21T00:00:00Z', bucket: 'DAY' },
    { from: '2026-11-21T00:00:00Z', to: '2026-11-22T00:01:00Z', bucket: 'MINUTE' },
  ])('of %p: BAD_USER_INPUT', async (question) => {
    const variables = { subject: subject('TENANT', 'x'), ...question };
    expect(await errorCode(stack, actorOf('x/alice'), USAGE, variables)).toBe('BAD_USER_INPUT');
  });
});

describe('what is given back and is not held', () => {
  test.each(['ENFORCE', 'SHADOW'])('is neither use nor refused, in mode %s', async (mode) => {
    const name = `unheld-${mode.toLowerCase()}`;
    const alice = actorOf(`${name}/alice`);
    const tenant = subject('TENANT', name);
    await upsert(stack, alice, bucket({ algorithm: 'CONCURRENCY', unit: 'CONCURRENT', burst: null, mode }));
    const take = (quantity: string) =>
      consume(stack, alice, { subject: tenant, resource: 'graphql.cost', quantity });
    await take('-2');
    await take('8');
    const [day] = await eventually(
      () => usageOf(alice, tenant),
      ([first]) => first?.admitted === (mode === 'ENFORCE' ? '8' : '6'),
    );
    expect(day).toMatchObject({ refused: '0', shadowRefused: '0' });
  });
});

describe('a policy in SHADOW mode', () => {
  test('refuses nothing, and reports what it would have refused', async () => {
    const alice = actorOf('shadowed/alice');
    const tenant = subject('TENANT', 'shadowed');
    await upsert(stack, alice, bucket({ mode: 'SHADOW' }));
    for (const quantity of ['90', '20', '5']) {
      const input = { subject: tenant, resource: 'graphql.cost', quantity };
      expect(await consume(stack, alice, input)).toMatchObject({ __typename: 'ConsumeSuccess' });
    }
    const [day] = await eventually(
      () => usageOf(alice, tenant),
      ([first]) => first?.admitted === '115',
    );
    expect(day).toMatchObject({ refused: '0', shadowRefused: '20' });
    expect(await read(stack, alice, tenant)).toMatchObject({ limit: null, policies: [{ remaining: '5' }] });
  });
});

describe('a threshold', () => {
  /** What was published of the tenant. The work can wait until so many were. */
  async function told(
    tenantId: string,
    work: (untilTold: (count: number) => Promise<unknown>) => Promise<void>,
    count: number,
  ): Promise<BusEvent['data'][]> {
    const events: BusEvent['data'][] = [];
    const tail = stack.bus.tail({
      topic: 'quotas.threshold.v1',
      from: 'now',
      onMessage: ({ event }) => void (event.tenantId === tenantId && events.push(event.data)),
    });
    await tail.started;
    const untilTold = (least: number) =>
      eventually(
        async () => events,
        ({ length }) => length >= least,
      );
    await work(untilTold);
    await untilTold(count);
    await tail.stop();
    return events;
  }

  test('is told when the limit is near and when it is exceeded, once in a period, whichever instance sees it', async () => {
    const alice = actorOf('told/alice');
    const tenant = subject('TENANT', 'told');
    await upsert(stack, alice, bucket());
    const take = (quantity: string, of = stack) =>
      consume(of, alice, { subject: tenant, resource: 'graphql.cost', quantity });
    const there = { ...stack, subgraph: stack.other };
    const events = await told(
      'told',
      async (untilTold) => {
        await take('79');
        await take('1');
        await untilTold(1);
        await take('1', there);
        await take('50');
        await untilTold(2);
        await take('50', there);
        stack.time.nowMs += 60_000;
        await take('85');
      },
      3,
    );
    expect(events).toMatchObject([
      {
        level: 'NEAR_LIMIT',
        policyName: 'cost',
        subjectKind: 'TENANT',
        subjectId: 'told',
        resource: 'graphql.cost',
        mode: 'ENFORCE',
        limit: '10',
        remaining: '20',
      },
      { level: 'EXCEEDED', remaining: '19' },
      { level: 'NEAR_LIMIT', remaining: '15' },
    ]);
  });

  test('of a calendar is not near for what could have been rolled over, and was not', async () => {
    const alice = actorOf('unhurried/alice');
    const tenant = subject('TENANT', 'unhurried');
    const calendar = { unit: 'MONTH', timeZone: 'UTC', rollover: '400' };
    await upsert(
      stack,
      alice,
      bucket({ algorithm: 'CALENDAR', limit: '100', periodMs: null, burst: null, calendar }),
    );
    const take = (quantity: string) =>
      consume(stack, alice, { subject: tenant, resource: 'graphql.cost', quantity });
    const events = await told(
      'unhurried',
      async () => {
        await take('1');
        await take('79');
      },
      1,
    );
    expect(events).toMatchObject([{ level: 'NEAR_LIMIT', remaining: '20' }]);
  });

  test('of a policy in SHADOW mode is told too', async () => {
    const alice = actorOf('whispered/alice');
    const tenant = subject('TENANT', 'whispered');
    await upsert(stack, alice, bucket({ mode: 'SHADOW' }));
    const input = { subject: tenant, resource: 'graphql.cost', quantity: '101' };
    const events = await told('whispered', async () => void (await consume(stack, alice, input)), 1);
    expect(events).toMatchObject([{ level: 'EXCEEDED', mode: 'SHADOW' }]);
  });
});
