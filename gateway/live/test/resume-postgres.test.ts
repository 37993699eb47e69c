import pg from 'pg';
import pino from 'pino';
import { openPostgresBus } from 'platform/bus/postgres/bus';
import { adminUrl } from 'platform/tenancy/roles';
import { testPostgresUrl } from 'platform/testing/postgres';
import { resumeSuite } from './resume.ts';

const postgresUrl = testPostgresUrl();

resumeSuite({
  openBus: () => openPostgresBus({ postgresUrl, logger: pino({ level: 'silent' }) }),
  async expireAll(topic) {
    const client = new pg.Client({ connectionString: adminUrl(postgresUrl, 'bus') });
    await client.connect();
    await client.query('delete from chunk using topic t where t.id = topic_id and t.name = $1', [topic]);
    await client.end();
  },
});
