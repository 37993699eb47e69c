import type pg from 'pg';
import pino from 'pino';
import { openPostgresBus } from 'platform/bus/postgres/bus';
import { sweepExpired } from 'platform/bus/postgres/retention';
import { adminUrl } from 'platform/tenancy/roles';
import { adminPool, testPostgresUrl } from 'platform/testing/postgres';
import { killSuite } from './kills.ts';
import { resumeSuite } from './resume.ts';

const postgresUrl = testPostgresUrl();

const openBus = () => openPostgresBus({ postgresUrl, logger: pino({ level: 'silent' }) });

async function asAdmin(work: (admin: pg.Pool) => Promise<unknown>): Promise<void> {
  const admin = adminPool(adminUrl(postgresUrl, 'bus'));
  await work(admin);
  await admin.end();
}

/** Older than any retention. */
const AGE = `
  update chunk set published_at = now() - interval '10 years' from topic t where t.id = topic_id and t.name = $1`;

resumeSuite({
  openBus,
  expireAll: (topic) =>
    asAdmin(async (admin) => {
      await admin.query(AGE, [topic]);
      await sweepExpired(admin);
    }),
  deleteTopic: (topic) => asAdmin((admin) => admin.query('delete from topic where name = $1', [topic])),
});
killSuite(openBus);
