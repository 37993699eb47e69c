import { afterAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { testDatabase } from '../../testing/postgres.ts';
import { defineMessage } from '../contract.ts';
import type { RecordedEvent } from '../events.ts';
import { createEventStore } from '../store.ts';
import { type Upcasters, upcast } from '../upcasters.ts';
import { acme, CAUSE, COUNTERS, counters, increase, increased } from './counter.ts';

const V1 = increased.type;
const V2 = 'counting.counter.increased.v2';
const V3 = 'counting.counter.increased.v3';
const upcasters: Upcasters = {
  [V1]: { to: V2, upcast: ({ by }) => ({ by: by ?? 0, unit: 'piece' }) },
  [V2]: { to: V3, upcast: ({ by, unit }) => ({ amount: { by: by ?? 0, unit: unit ?? '' } }) },
};
const event = (type: string, data = {}) => ({ type, data }) as RecordedEvent;

describe('An old event', () => {
  test('becomes the newest version of its type, step by step', () => {
    expect(upcast(upcasters, event(V1, { by: 2 }))).toEqual(event(V3, { amount: { by: 2, unit: 'piece' } }));
    expect(upcast(upcasters, event(V2, { by: 2, unit: 'box' }))).toEqual(
      event(V3, { amount: { by: 2, unit: 'box' } }),
    );
  });

  test('of the newest version stays as it is', () => {
    const newest = event(V3, { amount: { by: 2, unit: 'box' } });
    expect(upcast(upcasters, newest)).toBe(newest);
  });

  test('whose upcasters form a cycle is a bug', () => {
    const cycle: Upcasters = {
      [V1]: { to: V2, upcast: (data) => data },
      [V2]: { to: V1, upcast: (data) => data },
    };
    expect(() => upcast(cycle, event(V1))).toThrow(`the upcasters of ${V1} form a cycle`);
  });
});

describe('The event store', () => {
  const opened = testDatabase(counters);
  afterAll(async () => (await opened).close());

  test('reads old events in their newest version, and leaves the stored ones alone', async () => {
    const database = await opened;
    const old = createEventStore({ source: 'counting', events: [increased] });
    const newest = defineMessage({
      type: V3,
      topic: COUNTERS,
      data: z.strictObject({ amount: z.strictObject({ by: z.int(), unit: z.string() }) }),
    });
    const current = createEventStore({ source: 'counting', events: [newest], upcasters });
    const stream = 'ctr_1';
    const box = { type: V3, data: { amount: { by: 2, unit: 'box' } } };
    await database.unitOfWork(acme, async (uow) => {
      await old.append(uow, { stream, expectedVersion: 0, events: [increase(1)], cause: CAUSE });
      await current.append(uow, { stream, expectedVersion: 1, events: [box], cause: CAUSE });
      expect((await current.read(uow, stream)).map(({ type, data }) => ({ type, data }))).toEqual([
        { type: V3, data: { amount: { by: 1, unit: 'piece' } } },
        box,
      ]);
    });
    const { rows } = await database.system.query('select type, data from event order by version');
    expect(rows).toEqual([{ type: V1, data: { by: 1 } }, box]);
  });
});
