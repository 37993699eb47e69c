import { Command, InvalidArgumentError, Option } from 'commander';
import type { Logger } from 'pino';
import { createInternalTokenIssuer } from 'platform/auth/internal-tokens';
import { createRevocations } from 'platform/auth/revocation';
import { followRevocations } from 'platform/auth/revocation-topic';
import { createServiceKeys } from 'platform/auth/service-keys';
import { createUserTokenVerifier } from 'platform/auth/user-tokens';
import { openBus } from 'platform/bus/open';
import type { Bus } from 'platform/bus/port';
import { ConfigError, loadConfig } from 'platform/config/config';
import { redacted } from 'platform/config/redacted';
import { tellPort } from 'platform/local-stack/listening';
import { runCommand, StartupError } from 'platform/local-stack/startup-error';
import { createDrain, type Drain, drainOnSignals } from 'platform/telemetry/drain';
import { createLogger } from 'platform/telemetry/logger';
import { createMetrics } from 'platform/telemetry/metrics';
import { startTracing } from 'platform/telemetry/tracing';
import { stringify } from 'yaml';
import { type GatewayConfig, gatewayConfig } from './config.ts';
import { type RunningGateway, startGateway } from './gateway.ts';

interface Arguments {
  readonly supergraph?: string;
  readonly port: number;
  readonly host: string;
  readonly config?: string;
  readonly validateConfig?: true;
  readonly printConfig?: true;
}

const command = new Command('gateway')
  .description('Serves a federated supergraph: GraphQL at /graphql, and /health, /ready, /metrics.')
  .option('--supergraph <file|url>', 'the supergraph SDL; it is followed, and reloaded when it changes')
  .addOption(new Option('--port <number>', 'where to listen').argParser(parsePort).default(4000).env('PORT'))
  .option('--host <address>', 'the address to listen on', '127.0.0.1')
  .option('--config <file>', 'gateway.yaml; without it all defaults hold')
  .option('--validate-config', 'only check the configuration')
  .option('--print-config', 'only print the configuration in effect: defaults filled in, secrets left out')
  .addHelpText(
    'after',
    `
Environment:
  DATABASE_URL   a PostgreSQL server whose bus feeds live subscriptions
  KAFKA_BROKERS  brokers that feed them instead, with commas between
  LOG_LEVEL      what is logged: trace, debug, info, warn, error, fatal or silent (default: info)
  NODE_ENV       production: no GraphiQL and no introspection, unless configured
  OTEL_EXPORTER_OTLP_ENDPOINT  where traces are sent (default: nowhere)

Examples:
  gateway --supergraph supergraph.graphql
  gateway --supergraph https://registry.example/supergraph --config gateway.yaml --host 0.0.0.0 --port 8080
  gateway --config gateway.yaml --validate-config

Every key of gateway.yaml: docs/gateway-config.md`,
  );

await runCommand(async () => {
  const {
    supergraph,
    config: file,
    validateConfig,
    printConfig,
    ...address
  } = command.parse().opts<Arguments>();
  const config = readConfig(file);
  if (printConfig) return console.log(stringify(redacted(gatewayConfig, config)).trimEnd());
  if (validateConfig) return console.log(`${file ?? 'The default configuration'} is valid.`);
  if (!supergraph) throw new StartupError('--supergraph is missing: name a file or a URL (see --help).');
  const logger = createLogger({ name: 'gateway' });
  const drain = createDrain(logger);
  drainOnSignals(drain);
  try {
    const gateway = await serve(supergraph, address, config, logger, drain);
    console.log(`Serving ${gateway.url}/graphql`);
    tellPort(gateway.port);
  } catch (error) {
    await drain.run();
    throw error;
  }
});

async function serve(
  supergraph: string,
  address: { readonly port: number; readonly host: string },
  config: GatewayConfig,
  logger: Logger,
  drain: Drain,
): Promise<RunningGateway> {
  const tracing = await startTracing({ service: 'gateway' });
  drain.add('tracing', tracing.shutdown);
  const bus = await openBusFromEnvironment(logger);
  if (bus) drain.add('bus', bus.close);
  const gateway = await startGateway({
    ...address,
    ...(await identity(config, bus, logger, drain)),
    supergraph: /^https?:/.test(supergraph) ? { url: supergraph } : { file: supergraph },
    config,
    bus,
    logger,
    metrics: createMetrics(),
  });
  drain.add('gateway', gateway.close);
  if (!config.authentication && gateway.supergraph.get().isProtected)
    logger.warn('no authentication is configured: protected fields are refused');
  return gateway;
}

/** Who callers are, and who we are to subgraphs. Without a bus no revocation is heard of. */
async function identity(
  { authentication, internalTokens }: GatewayConfig,
  bus: Bus | undefined,
  logger: Logger,
  drain: Drain,
) {
  const revocations = createRevocations();
  if (authentication && bus)
    drain.add('revocations', (await followRevocations({ bus, revocations, logger })).stop);
  const keys =
    internalTokens && (await createServiceKeys(internalTokens.directory, [internalTokens.service]));
  return {
    tokenVerifier: authentication && createUserTokenVerifier({ ...authentication, revocations }),
    isRevoked: revocations.isRevoked,
    internalTokens: internalTokens && keys && createInternalTokenIssuer(keys.keyOf(internalTokens.service)),
  };
}

async function openBusFromEnvironment(logger: Logger): Promise<Bus | undefined> {
  const { DATABASE_URL, KAFKA_BROKERS } = process.env;
  if (!DATABASE_URL && !KAFKA_BROKERS) return undefined;
  const kafka = KAFKA_BROKERS ? { kafkaBrokers: KAFKA_BROKERS.split(',') } : {};
  return openBus({ postgresUrl: DATABASE_URL ?? '', ...kafka, clientId: 'gateway', logger });
}

function readConfig(file: string | undefined): GatewayConfig {
  try {
    return loadConfig(gatewayConfig, file ? { file } : {});
  } catch (error) {
    throw error instanceof ConfigError ? new StartupError(error.message) : error;
  }
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError('expected a number from 0 to 65535.');
}
