/** This gateway over the PostgreSQL bus: `gateway-on-postgres.ts URL`. Events come from outside. */
import { pino } from 'pino';
import { openPostgresBus } from 'platform/bus/postgres/bus';
import { startMeasured } from './start.ts';
import { supergraphSdl } from './supergraph.ts';

const [postgresUrl = ''] = process.argv.slice(2);
const bus = await openPostgresBus({ postgresUrl, logger: pino({ level: 'error' }) });
await startMeasured(supergraphSdl(), bus, () => {});
