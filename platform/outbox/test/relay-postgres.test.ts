import { randomBytes } from 'node:crypto';
import { afterAll, describe } from '@jest/globals';
import pg from 'pg';
import { openPostgresBus } from '../../bus/postgres/bus.ts';
import { adminUrl } from '../../tenancy/roles.ts';
import { dropDatabase, testPostgresUrl } from '../../testing/postgres.ts';
import { logger } from './harness.ts';
import { relayContract } from './relay-contract.ts';

const database = `test_bus_${randomBytes(6).toString('hex')}`;
const postgresUrl = testPostgresUrl();

describe('The relay to PostgreSQL', () => {
  afterAll(() => dropDatabase(database));

  relayContract({
    open: () => openPostgresBus({ postgresUrl, database, logger }),
    address: { kind: 'postgres', postgresUrl, database },
    deleteTopic: async (name) => {
      const admin = new pg.Client({ connectionString: adminUrl(postgresUrl, database) });
      await admin.connect();
      await admin.query('delete from topic where name = $1', [name]);
      await admin.end();
    },
    unitsPerWriter: 15,
  });
});
