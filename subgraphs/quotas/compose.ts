import { join } from 'node:path';
import { createEventStore } from 'platform/event-store/store';
import { createExecute } from 'platform/graphql/execute';
import { startKeyRetention } from 'platform/graphql/idempotency-retention';
import type { ComposeSubgraph, RunningSubgraph, SubgraphServices } from 'platform/graphql/subgraph';
import { buildSchema } from 'platform/graphql/subgraph-schema';
import { systemClock } from 'platform/kernel/clock';
import { startRelay } from 'platform/outbox/relay';
import type { Database } from 'platform/tenancy/database';
import { type Heartbeat, openHeartbeat } from 'platform/tenancy/heartbeat';
import { followPolicies } from './consumers/followPolicies.ts';
import { createContext } from './context.ts';
import { OVERRIDES, POLICIES, QUOTAS_EVENTS, THRESHOLDS } from './contract/events.ts';
import { project as projectOverrides } from './read-models/overrides/projection.ts';
import { project as projectPolicies } from './read-models/policies/projection.ts';
import { createPolicyBook } from './read-models/policy-book/book.ts';
import { createUsageRecorder } from './read-models/usage/recorder.ts';
import { startUsageRetention } from './read-models/usage/retention.ts';
import { resolvers } from './resolvers/resolvers.ts';
import { openQuotasDatabase } from './storage/database.ts';
import { readSecret } from './storage/secret.ts';
import { createDebts } from './storage/stores/debts.ts';
import { createOverrideStore } from './storage/stores/overrides.ts';
import { createPolicyStore } from './storage/stores/policies.ts';
import type { QuotaStore } from './storage/stores/port.ts';
import { openPostgresStore } from './storage/stores/postgres/store.ts';
import { startSweep } from './storage/stores/postgres/sweep.ts';
import { openRedisStore } from './storage/stores/redis/store.ts';
import { createObserve } from './use-cases/observe.ts';
import { createReservationIds } from './use-cases/reservationIds.ts';
import type { Services } from './use-cases/services.ts';
import { createThresholdTelling } from './use-cases/tellThreshold.ts';
import { createUnseenEnds } from './use-cases/unseenEnds.ts';
import { watchStore } from './use-cases/watchStore.ts';

const NAME = 'quotas';

export const compose: ComposeSubgraph = async (platform) => {
  const database = await openQuotasDatabase(platform.postgresUrl);
  const url = database.urls.app;
  const heartbeat = openHeartbeat(url);
  const { redisUrl } = platform;
  const store = redisUrl ? await openRedisStore({ url: redisUrl }) : openPostgresStore({ url, heartbeat });
  return assemble(platform, { database, heartbeat, store });
};

/** What the subgraph stands on, open. */
export interface Parts {
  readonly database: Database;
  readonly heartbeat: Heartbeat;
  /** Redis where there is one, else beside everything else in PostgreSQL. */
  readonly store: QuotaStore;
}

/** The subgraph on its parts, which it closes in the end. */
export async function assemble(
  { bus, logger, metrics }: Pick<SubgraphServices, 'bus' | 'logger' | 'metrics'>,
  { database, heartbeat, store }: Parts,
  clock = systemClock,
): Promise<RunningSubgraph> {
  const { unitOfWork, reader } = database;
  const eventStore = createEventStore({ source: NAME, events: QUOTAS_EVENTS });
  const usage = createUsageRecorder(unitOfWork, logger);
  const thresholds = createThresholdTelling({ unitOfWork, eventStore, logger });
  const debts = createDebts(store, { logger, metrics });
  const policyBook = createPolicyBook(reader, heartbeat, clock);
  const services: Services = {
    unitOfWork,
    reader,
    heartbeat,
    policies: createPolicyStore(eventStore, projectPolicies),
    overrides: createOverrideStore(eventStore, projectOverrides),
    policyBook,
    store,
    storeHealth: watchStore(logger, metrics),
    debts,
    unseenEnds: createUnseenEnds(),
    reservationIds: createReservationIds(await readSecret(database.system)),
    clock,
    observe: createObserve(usage, thresholds),
    logger,
  };
  const schema = buildSchema(join(import.meta.dirname, 'schema'), resolvers);
  const relay = startRelay({ database, bus, topics: [POLICIES, OVERRIDES, THRESHOLDS], logger, metrics });
  const { system } = database;
  const retention = [startKeyRetention, startSweep, startUsageRetention].map((start) =>
    start(system, logger),
  );
  const following = await followPolicies(bus, policyBook);
  return {
    name: NAME,
    schema,
    execute: createExecute({ name: NAME, schema, createContext: createContext(services), logger, metrics }),
    ready: async () => ({
      database: await database.healthy(),
      relay: relay.healthy(),
      policies: following.ready(),
    }),
    close: async () => {
      for (const { stop } of retention) stop();
      await following.stop();
      await debts.close();
      await Promise.all([usage.close(), thresholds.close()]);
      await relay.stop();
      await Promise.all([store.close(), heartbeat.close()]);
      await database.close();
    },
  };
}
