import { pino } from 'pino';
import { verified } from 'platform/auth/actor';
import type { Bus } from 'platform/bus/port';
import { createMetrics } from 'platform/telemetry/metrics';
import { gatewayConfig } from '../../../config.ts';
import { startGateway } from '../../../gateway.ts';
import { type Handlers, serve } from './commands.ts';
import { TENANT } from './supergraph.ts';

const MANY = 1_000_000;
const limits = {
  maxConnections: MANY,
  maxConnectionsPerTenant: MANY,
  maxConnectionsPerActor: MANY,
  maxSubscriptionsPerTenant: MANY,
  maxSubscriptionsPerActor: MANY,
};

/** This gateway as its users start it, but for the limits; a token is the name of its actor. */
export async function startMeasured(sdl: string, bus: Bus, emit: Handlers['emit']): Promise<void> {
  const metrics = createMetrics();
  const scopes = new Set(['ledger:read']);
  const { port } = await startGateway({
    supergraph: { sdl },
    port: 0,
    config: gatewayConfig.parse({ live: { limits } }),
    bus,
    tokenVerifier: async (id) => verified({ id, tenantId: TENANT, scopes, kind: 'user' }),
    logger: pino({ level: 'error' }),
    metrics,
  });
  const open = async () => {
    const gauge = await metrics.getSingleMetric('gateway_live_subscriptions')?.get();
    return gauge?.values.reduce((sum, { value }) => sum + value, 0) ?? 0;
  };
  serve({ port }, { open, emit });
}
