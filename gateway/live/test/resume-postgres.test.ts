import pino from 'pino';
import { openPostgresBus } from 'platform/bus/postgres/bus';
import { testPostgresUrl } from 'platform/testing/postgres';
import { resumeSuite } from './resume.ts';

resumeSuite(() => openPostgresBus({ postgresUrl: testPostgresUrl(), logger: pino({ level: 'silent' }) }));
