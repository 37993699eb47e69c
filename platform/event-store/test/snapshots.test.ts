import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import type { UnitOfWork } from '../../tenancy/unit-of-work.ts';
import { type TestDatabase, testDatabase } from '../../testing/postgres.ts';
import { loadState } from '../snapshots.ts';
import { createEventStore } from '../store.ts';
import { acme, CAUSE, counters, evolve, increase, increased } from './counter.ts';

const store = createEventStore({ source: 'counting', events: [increased] });
const EVERY = 3;

describe('An aggregate with snapshots', () => {
  let database: TestDatabase;
  let stream: string;
  let streams = 0;
  beforeAll(async () => {
    database = await testDatabase(counters);
  });
  afterAll(() => database.close());
  beforeEach(() => {
    streams += 1;
    stream = `ctr_${streams}`;
  });

  const inUnit = <T>(work: (uow: UnitOfWork) => Promise<T>) => database.unitOfWork(acme, work);
  const append = (expectedVersion: number, ...by: number[]) =>
    inUnit((uow) => store.append(uow, { stream, expectedVersion, events: by.map(increase), cause: CAUSE }));
  /** Loads it, and tells how many events were folded for that. */
  const load = async (shape = 1, every = EVERY) => {
    let folded = 0;
    const loaded = await inUnit((uow) =>
      loadState(uow, {
        ...{ store, stream, initialState: 0, toEvent: (event) => event, snapshot: { every, shape } },
        evolve: (state: number, event) => {
          folded += 1;
          return evolve(state, event);
        },
      }),
    );
    return { ...loaded, folded };
  };
  const snapshots = () =>
    inUnit((uow) => uow.query(sql`select version, shape, state from snapshot where stream = ${stream}`));

  test('is loaded from its events while they are few', async () => {
    await append(0, 1, 2);
    expect(await load()).toEqual({ state: 3, version: 2, folded: 2 });
    expect(await snapshots()).toEqual([]);
  });

  test('that is not there has the initial state at version 0', async () => {
    expect(await load()).toEqual({ state: 0, version: 0, folded: 0 });
  });

  test('keeps a snapshot once they are many, and folds only what came after', async () => {
    await append(0, 1, 2, 3);
    expect(await load()).toEqual({ state: 6, version: 3, folded: 3 });
    expect(await snapshots()).toEqual([{ version: 3, shape: 1, state: 6 }]);
    await append(3, 4);
    expect(await load()).toEqual({ state: 10, version: 4, folded: 1 });
    expect(await snapshots()).toEqual([{ version: 3, shape: 1, state: 6 }]);
  });

  test('replaces the snapshot after as many again', async () => {
    await append(0, 1, 2, 3);
    await load();
    await append(3, 4, 5, 6);
    expect(await load()).toEqual({ state: 21, version: 6, folded: 3 });
    expect(await snapshots()).toEqual([{ version: 6, shape: 1, state: 21 }]);
  });

  test('ignores a snapshot of another shape, and replaces it', async () => {
    await append(0, 1, 2, 3);
    await load(1);
    expect(await load(2)).toEqual({ state: 6, version: 3, folded: 3 });
    expect(await snapshots()).toEqual([{ version: 3, shape: 2, state: 6 }]);
  });

  test('does not replace a newer snapshot by an older one', async () => {
    await append(0, 1, 2, 3, 4);
    await load();
    await inUnit((uow) =>
      loadState(uow, {
        ...{ stream, initialState: 0, toEvent: (event) => event, evolve, snapshot: { every: 1, shape: 1 } },
        store: { ...store, read: async (unit, name) => (await store.read(unit, name)).slice(0, 2) },
      }),
    );
    expect(await snapshots()).toEqual([{ version: 4, shape: 1, state: 10 }]);
  });

  test('keeps no snapshot unless asked to', async () => {
    await append(0, 1, 2, 3);
    const options = { store, stream, initialState: 0, evolve, toEvent: (event: never) => event };
    expect(await inUnit((uow) => loadState(uow, options as never))).toEqual({ state: 6, version: 3 });
    expect(await snapshots()).toEqual([]);
  });

  test('has the state that all its events fold to, however it was loaded on the way', async () => {
    const step = fc.record({
      by: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
      load: fc.boolean(),
      shape: fc.integer({ min: 1, max: 2 }),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
        run += 1;
        stream = `ctr_law_${run}`;
        let version = 0;
        for (const { by, load: loads, shape } of steps) {
          await append(version, ...by);
          version += by.length;
          if (loads) await load(shape);
        }
        const total = steps.flatMap(({ by }) => by).reduce((sum, by) => sum + by, 0);
        expect(await load()).toMatchObject({ state: total, version });
      }),
      { numRuns: 20 },
    );
  });
});
