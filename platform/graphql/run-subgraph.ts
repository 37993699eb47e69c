import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { createInternalTokenVerifier } from '../auth/internal-tokens.ts';
import { createServiceKeys, trustedKeys } from '../auth/service-keys.ts';
import { openBus } from '../bus/open.ts';
import { loadConfig } from '../config/config.ts';
import { tellPort } from '../local-stack/listening.ts';
import { createDrain, drainOnSignals } from '../telemetry/drain.ts';
import { createLogger } from '../telemetry/logger.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import { startTracing } from '../telemetry/tracing.ts';
import { serveSubgraph } from './server.ts';
import type { ComposeSubgraph } from './subgraph.ts';

const configuration = z.strictObject({
  /** HTTP; 0 for any free one. */
  port: z.int().min(0).max(65_535).default(0),
  host: z.string().default('127.0.0.1'),
  /** The PostgreSQL server, as a user that may create roles and databases. */
  postgresUrl: z.url(),
  /** `host:port`, with commas between; without it the bus is PostgreSQL. */
  kafkaBrokers: z.string().optional(),
  /** The Redis server, for what uses one. */
  redisUrl: z.url().optional(),
  /** The folder of our own key (`<name>.private.jwk.json`) and of everybody's public ones (`services.jwks.json`). */
  keysDir: z.string(),
});

const VARIABLES = {
  PORT: 'port',
  HOST: 'host',
  DATABASE_URL: 'postgresUrl',
  KAFKA_BROKERS: 'kafkaBrokers',
  REDIS_URL: 'redisUrl',
  KEYS_DIR: 'keysDir',
};

/** The public keys of all services, beside their private ones. */
export const TRUSTED_KEYS_FILE = 'services.jwks.json';

/**
 * Runs a subgraph as a process of its own, configured by the environment (VARIABLES above). It serves until SIGINT
 * or SIGTERM, then drains.
 *
 * @example await runSubgraph('ledger', compose); // all of subgraphs/ledger/main.ts
 */
export async function runSubgraph(name: string, compose: ComposeSubgraph): Promise<void> {
  const config = loadConfig(configuration, { overrides: VARIABLES });
  const { postgresUrl, redisUrl, keysDir, port, host } = config;
  const logger = createLogger({ name });
  const metrics = createMetrics();
  const drain = createDrain(logger);
  drainOnSignals(drain);
  const tracing = await startTracing({ service: name });
  drain.add('tracing', tracing.shutdown);
  const key = (await createServiceKeys(keysDir, [name])).keyOf(name);
  const trusted = trustedKeys(JSON.parse(readFileSync(join(keysDir, TRUSTED_KEYS_FILE), 'utf8')));
  const kafkaBrokers = config.kafkaBrokers?.split(',');
  const bus = await openBus({ postgresUrl, kafkaBrokers, clientId: name, logger });
  drain.add('bus', bus.close);
  const subgraph = await compose({ postgresUrl, redisUrl, bus, logger, metrics, key, trusted });
  drain.add('subgraph', subgraph.close);
  const tokenVerifier = createInternalTokenVerifier({ audience: name, trusted });
  const server = await serveSubgraph({ subgraph, port, host, tokenVerifier, logger, metrics });
  drain.add('server', server.close);
  logger.info({ url: server.url }, 'serving');
  tellPort(server.port);
}
