import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import pg from 'pg';
import { adminPool, type TestDatabase, testDatabase } from '../../testing/postgres.ts';
import { countRows } from '../count.ts';
import type { UnitOfWork } from '../unit-of-work.ts';
import { acme, addNote, globex, NoteRow, noteIds, notes } from './notes.ts';

const CHANNEL = 'news';
/** Longer than a wake-up takes. */
const SETTLE_MS = 100;
const POLL_MS = 20;

describe('A unit of work', () => {
  let database: TestDatabase;
  let admin: pg.Pool;
  beforeAll(async () => {
    database = await testDatabase({ ...notes, poolSize: 2 });
    admin = adminPool(database.adminUrl);
  });
  afterAll(async () => {
    await admin.end();
    await database.close();
  });
  beforeEach(async () => {
    await admin.query('truncate note');
  });

  const stored = async (): Promise<string[]> => {
    const { rows } = await admin.query<{ note: string }>(
      `select tenant_id || '/' || id as note from note order by 1`,
    );
    return rows.map((row) => row.note);
  };

  test('commits what its work wrote, and gives what it returned', async () => {
    const answer = await database.unitOfWork(acme, async (uow) => {
      await addNote(uow, 'a');
      uow.em.create(NoteRow, { tenantId: acme, id: 'b', size: 2n });
      return 'done';
    });
    expect(answer).toBe('done');
    expect(await stored()).toEqual(['acme/a', 'acme/b']);
  });

  test('rolls all of it back when its work rejects', async () => {
    const failing = database.unitOfWork(acme, async (uow) => {
      await addNote(uow, 'a');
      uow.em.create(NoteRow, { tenantId: acme, id: 'b', size: 2n });
      throw new Error('on second thoughts');
    });
    await expect(failing).rejects.toThrow('on second thoughts');
    expect(await stored()).toEqual([]);
  });

  test('rolls back when an action before the commit rejects', async () => {
    const failing = database.unitOfWork(acme, async (uow) => {
      uow.beforeCommit(() => Promise.reject(new Error('too late')));
      await addNote(uow, 'a');
    });
    await expect(failing).rejects.toThrow('too late');
    expect(await stored()).toEqual([]);
  });

  test('fails when a statement failed, also when its work swallowed that', async () => {
    for (const again of [1, 2, 3]) {
      const swallowing = database.unitOfWork(acme, async (uow) => {
        await addNote(uow, 'a');
        await uow.em.execute('select 1 / 0').catch(() => {});
        return `all is well, ${again}`;
      });
      await expect(swallowing).rejects.toThrow('it was rolled back');
    }
    expect(await stored()).toEqual([]);
  });

  test('may go on from a savepoint', async () => {
    await database.unitOfWork(acme, async (uow) => {
      await addNote(uow, 'a');
      const nested = uow.em.transactional(async (em) => {
        await em.execute('select 1 / 0');
      });
      await expect(nested).rejects.toThrow();
    });
    expect(await stored()).toEqual(['acme/a']);
  });

  test('runs actions before the commit last, in order, also those that such an action adds', async () => {
    const seen: string[] = [];
    await database.unitOfWork(acme, async (uow) => {
      uow.beforeCommit(async () => {
        seen.push(...(await noteIds(uow)));
        uow.beforeCommit(async () => void seen.push('last'));
      });
      uow.beforeCommit(async () => void seen.push('second'));
      uow.em.create(NoteRow, { tenantId: acme, id: 'by-the-mapper', size: 1n });
    });
    expect(seen).toEqual(['by-the-mapper', 'second', 'last']);
  });

  test('knows its tenant, and sets it for the database', async () => {
    const seen = await database.unitOfWork(acme, async (uow) => {
      const [row] = await uow.query<{ tenant: string }>(
        sql`select current_setting('app.tenant_id') as tenant`,
      );
      return [uow.tenantId, row?.tenant];
    });
    expect(seen).toEqual(['acme', 'acme']);
  });

  test("sees and changes its own tenant's rows only, by hand-written SQL and by the mapper", async () => {
    await database.unitOfWork(acme, (uow) => addNote(uow, 'of-acme'));
    await database.unitOfWork(globex, async (uow) => {
      expect(await noteIds(uow)).toEqual([]);
      expect(await uow.em.findAll(NoteRow)).toEqual([]);
      expect(await countRows(uow, NoteRow, {})).toBe(0);
      await uow.query(sql`update note set size = 99`);
      await uow.query(sql`delete from note`);
    });
    await database.unitOfWork(acme, async (uow) => {
      expect(await noteIds(uow)).toEqual(['of-acme']);
      expect(await countRows(uow, NoteRow, { id: 'of-acme' })).toBe(1);
    });
  });

  test("cannot write a row of another tenant's", async () => {
    const writing = database.unitOfWork(acme, (uow) =>
      uow.query(sql`insert into note (tenant_id, id, size) values (${globex}, 'smuggled', 1)`),
    );
    await expect(writing).rejects.toMatchObject({ code: '42501' });
  });

  test('two at once on one pool keep their tenants apart', async () => {
    const tenants = Array.from({ length: 40 }, (_, n) => (n % 2 ? acme : globex));
    const seen = await Promise.all(
      tenants.map((tenantId, n) =>
        database.unitOfWork(tenantId, async (uow) => {
          await addNote(uow, `${n}`);
          const rows = await uow.query<{ tenant_id: string }>(sql`select distinct tenant_id from note`);
          return rows.map((row) => row.tenant_id);
        }),
      ),
    );
    expect(seen).toEqual(tenants.map((tenantId) => [tenantId]));
  });

  test('is over when it ends: what its work left running cannot reach the database', async () => {
    let leaked: UnitOfWork | undefined;
    await database.unitOfWork(acme, async (uow) => {
      leaked = uow;
    });
    await expect(noteIds(leaked as UnitOfWork)).rejects.toThrow('Transaction is already committed');
  });

  test('integers of 8 bytes come as bigint, by hand-written SQL and by the mapper', async () => {
    const size = 2n ** 62n + 1n;
    await database.unitOfWork(acme, (uow) => addNote(uow, 'a', size));
    await database.unitOfWork(acme, async (uow) => {
      const [row] = await uow.query<{ size: bigint }>(sql`select size from note`);
      expect(row?.size).toBe(size);
      expect((await uow.em.findOneOrFail(NoteRow, { id: 'a' })).size).toBe(size);
    });
    expect((await database.system.query('select size from note')).rows).toEqual([{ size }]);
  });

  describe('wakes up listeners', () => {
    let listener: pg.Client;
    let heard: string[];
    beforeEach(async () => {
      heard = [];
      listener = new pg.Client({ connectionString: database.urls.system });
      await listener.connect();
      await listener.query(`listen ${CHANNEL}`);
      listener.on('notification', ({ channel }) => heard.push(channel));
    });
    /** This, and no more. */
    const expectHeard = async (...channels: string[]) => {
      while (heard.length < channels.length) await sleep(POLL_MS);
      await sleep(SETTLE_MS);
      await listener.end();
      expect(heard).toEqual(channels);
    };

    test('after the commit, and not before', async () => {
      await database.unitOfWork(acme, async (uow) => {
        uow.wakeUp(CHANNEL);
        await sleep(SETTLE_MS);
        expect(heard).toEqual([]);
      });
      await expectHeard(CHANNEL);
    });

    test('never, when it rolls back', async () => {
      const failing = database.unitOfWork(acme, async (uow) => {
        uow.wakeUp(CHANNEL);
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      await expectHeard();
    });

    test('at once, and for many at the same time once more', async () => {
      for (let n = 0; n < 50; n++) database.wakeUp(CHANNEL);
      await expectHeard(CHANNEL, CHANNEL);
    });
  });
});
