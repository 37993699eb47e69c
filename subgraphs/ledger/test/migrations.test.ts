import { expect, test } from '@jest/globals';
import pg from 'pg';
import { openDatabase } from 'platform/tenancy/database';
import { testDatabase, testPostgresUrl } from 'platform/testing/postgres';
import { ledgerDatabase } from '../storage/database.ts';

test('what was recorded before there was a journal is in it', async () => {
  const steps = ledgerDatabase.migrations;
  const journal = steps.findIndex(({ name }) => name === '0012-journal');
  const older = await testDatabase({ ...ledgerDatabase, migrations: steps.slice(0, journal) });
  const admin = new pg.Client({ connectionString: older.adminUrl });
  await admin.connect();
  await admin.query(`
    insert into ledger (tenant_id, id, name, opened_at, last_recorded_at) values ('acme', 'ldg_1', 'Book', 1, 3);
    insert into event (tenant_id, stream, version, id, type, data, effective_at, recorded_at, actor, correlation_id,
                       causation_id)
    select 'acme', stream, 1, 'evt_' || at, type, '{"ledgerId":"ldg_1"}', at, at, 'ada', 'c', 'c'
    from (values ('ldg_1', 'ledger.book.opened.v1', 1), ('acct_1', 'ledger.account.opened.v1', 2),
                 ('txn_1', 'ledger.transaction.posted.v1', 3)) as e (stream, type, at)`);
  const { name: database } = older;
  const newer = await openDatabase({ ...ledgerDatabase, postgresUrl: testPostgresUrl(), database });
  await newer.close();
  const { rows } = await admin.query(
    'select tenant_id, ledger_id, recorded_at, stream, version from journal',
  );
  expect(rows).toEqual([
    { tenant_id: 'acme', ledger_id: 'ldg_1', recorded_at: '1', stream: 'ldg_1', version: 1 },
    { tenant_id: 'acme', ledger_id: 'ldg_1', recorded_at: '2', stream: 'acct_1', version: 1 },
  ]);
  const forced = await admin.query(
    "select relname from pg_class where relname in ('event', 'journal') and relforcerowsecurity order by relname",
  );
  expect(forced.rows).toEqual([{ relname: 'event' }, { relname: 'journal' }]);
  await admin.end();
  await older.close();
});
