import { afterAll, expect, test } from '@jest/globals';
import { testDatabase } from 'platform/testing/postgres';
import { assertTenantIsolation } from 'platform/testing/tenant-isolation';
import { ledgerDatabase } from '../storage/database.ts';

const database = await testDatabase(ledgerDatabase);
afterAll(() => database.close());

test('no table shows or takes rows of another tenant', async () => {
  const tables = await assertTenantIsolation(database);
  expect(tables).toEqual(
    expect.arrayContaining([
      'ledger',
      'account',
      'balance',
      'period',
      'posting',
      'transaction',
      'event',
      'outbox',
    ]),
  );
});
