import { join } from 'node:path';
import { createEventStore } from 'platform/event-store/store';
import { createExecute } from 'platform/graphql/execute';
import { startKeyRetention } from 'platform/graphql/idempotency-retention';
import type { ComposeSubgraph, RunningSubgraph, SubgraphServices } from 'platform/graphql/subgraph';
import { buildSchema } from 'platform/graphql/subgraph-schema';
import { startRelay } from 'platform/outbox/relay';
import type { Database } from 'platform/tenancy/database';
import { createContext } from './context.ts';
import { POLICIES, QUOTAS_EVENTS } from './contract/events.ts';
import { project } from './read-models/policies/projection.ts';
import { resolvers } from './resolvers/resolvers.ts';
import { openQuotasDatabase } from './storage/database.ts';
import { createPolicyStore } from './storage/stores/policies.ts';
import type { Services } from './use-cases/services.ts';

const NAME = 'quotas';

export const compose: ComposeSubgraph = async (platform) =>
  assemble(platform, await openQuotasDatabase(platform.postgresUrl));

/** The subgraph on a database that is open, which it closes in the end. */
export function assemble(
  { bus, logger, metrics }: Pick<SubgraphServices, 'bus' | 'logger' | 'metrics'>,
  database: Database,
): RunningSubgraph {
  const eventStore = createEventStore({ source: NAME, events: QUOTAS_EVENTS });
  const services: Services = {
    unitOfWork: database.unitOfWork,
    policies: createPolicyStore(eventStore, project),
  };
  const schema = buildSchema(join(import.meta.dirname, 'schema'), resolvers);
  const relay = startRelay({ database, bus, topics: [POLICIES], logger, metrics });
  const retention = startKeyRetention(database.system, logger);
  return {
    name: NAME,
    schema,
    execute: createExecute({ name: NAME, schema, createContext: createContext(services), logger, metrics }),
    ready: async () => ({ database: await database.healthy(), relay: relay.healthy() }),
    close: async () => {
      retention.stop();
      await relay.stop();
      await database.close();
    },
  };
}
