import { afterAll, describe } from '@jest/globals';
import { testDatabase } from 'platform/testing/postgres';
import { quotasDatabase } from '../../database.ts';
import { openPostgresStore } from '../postgres/store.ts';
import { describeContract, PATIENT_MS } from './contract.ts';
import { describeLessor } from './lessor.ts';

const database = await testDatabase(quotasDatabase);
afterAll(() => database.close());

describe('the store in PostgreSQL', () => {
  const open = async (nowMs?: () => number) =>
    openPostgresStore({ url: database.urls.app, timeoutMs: PATIENT_MS, nowMs });
  describeContract(open);
  describe('leases', () => describeLessor(open));
});
