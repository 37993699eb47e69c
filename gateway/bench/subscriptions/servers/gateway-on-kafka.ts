/** This gateway over Kafka, with the supergraph of this project: `gateway-on-kafka.ts BROKER`. Events come from outside. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { openKafkaBus } from 'platform/bus/kafka/bus';
import { startMeasured } from './start.ts';

const [broker = ''] = process.argv.slice(2);
const SUPERGRAPH = join(import.meta.dirname, '../../../../schema-registry/composed/supergraph.graphql');
const logger = pino({ level: 'error' });
const bus = await openKafkaBus({ brokers: [broker], clientId: 'gateway', logger });
await startMeasured(readFileSync(SUPERGRAPH, 'utf8'), bus, () => {});
