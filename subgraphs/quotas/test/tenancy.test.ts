import { afterAll, expect, test } from '@jest/globals';
import { testDatabase } from 'platform/testing/postgres';
import { assertTenantIsolation } from 'platform/testing/tenant-isolation';
import { quotasDatabase } from '../storage/database.ts';

const database = await testDatabase(quotasDatabase);
afterAll(() => database.close());

test('no table shows or takes rows of another tenant', async () => {
  const tables = await assertTenantIsolation(database);
  expect(tables).toEqual(
    expect.arrayContaining(['policy', 'override', 'usage', 'threshold', 'event', 'outbox']),
  );
});
