import { join } from 'node:path';
import { gatewayConfig } from 'gateway/config';
import { startGateway } from 'gateway/gateway';
import { openDevelopmentIssuer } from 'platform/auth/development-issuer';
import { createRevocations } from 'platform/auth/revocation';
import { followRevocations } from 'platform/auth/revocation-topic';
import { createServiceKeys, type ServiceKeys } from 'platform/auth/service-keys';
import { createUserTokenVerifier } from 'platform/auth/user-tokens';
import { openBus } from 'platform/bus/open';
import type { Bus } from 'platform/bus/port';
import type { ComposeSubgraph, RunningSubgraph } from 'platform/graphql/subgraph';
import { readOrCreateSecret } from 'platform/local-stack/secrets';
import { stopwatch } from 'platform/local-stack/stack';
import { keysFolder } from 'platform/local-stack/state';
import { createMetrics } from 'platform/telemetry/metrics';
import { startTracing } from 'platform/telemetry/tracing';
import type { Registry } from 'prom-client';
import { GATEWAY_SETTINGS } from './gateway-settings.ts';
import { type StartTopology, SUPERGRAPH_FILE, type TopologyOptions } from './topology.ts';

/** Gateway and subgraphs in this process: no HTTP between them, and no subgraph's port opens. */
export const startSingle: StartTopology = async (options) => {
  const { mode, names, port, stack, logger, drain } = options;
  const metrics = createMetrics();
  const tracing = await startTracing({ service: 'supergraph' });
  drain.add('tracing', tracing.shutdown);
  const keys = await createServiceKeys(keysFolder(mode), [...names, 'gateway']);
  const bus = await openBus({ ...stack, clientId: 'supergraph', logger });
  drain.add('bus', bus.close);
  const cursorSecret = readOrCreateSecret(join(keysFolder(mode), 'cursor.secret'));
  const [subgraphs, userTokens] = await Promise.all([
    composeAll(options, bus, metrics, keys),
    verifyUserTokens(options, bus),
  ]);
  const gateway = await startGateway({
    config: gatewayConfig.parse(GATEWAY_SETTINGS),
    supergraph: { file: SUPERGRAPH_FILE },
    port,
    localSubgraphs: subgraphs,
    bus,
    ...userTokens,
    cursorSecrets: [cursorSecret],
    logger,
    metrics,
  });
  drain.add('gateway', gateway.close);
  return {};
};

/** Modules load once: called early, they load while the servers are starting. */
export async function loadCompose(name: string): Promise<ComposeSubgraph> {
  const { compose } = (await import(`../subgraphs/${name}/compose.ts`)) as { compose: ComposeSubgraph };
  return compose;
}

async function composeAll(
  { names, stack, logger, drain, report }: TopologyOptions,
  bus: Bus,
  metrics: Registry,
  keys: ServiceKeys,
): Promise<Map<string, RunningSubgraph>> {
  const { postgresUrl, redisUrl } = stack;
  const { trusted } = keys;
  const composed = names.map(async (name) => {
    const seconds = stopwatch();
    const compose = await loadCompose(name);
    const log = logger.child({ subgraph: name });
    const services = { postgresUrl, redisUrl, bus, metrics, trusted, logger: log };
    const subgraph = await compose({ ...services, key: keys.keyOf(name) });
    drain.add(name, subgraph.close);
    report(`${name}: database, relay and consumers after ${seconds()} s`);
    return [name, subgraph] as const;
  });
  return new Map(await Promise.all(composed));
}

async function verifyUserTokens({ mode, drain, logger }: TopologyOptions, bus: Bus) {
  const { issuer, audience, jwks } = await openDevelopmentIssuer(keysFolder(mode));
  const revocations = createRevocations();
  const following = await followRevocations({ bus, revocations, logger });
  drain.add('revocations', following.stop);
  return {
    tokenVerifier: createUserTokenVerifier({ issuer, audience, jwks, revocations }),
    isRevoked: revocations.isRevoked,
  };
}
