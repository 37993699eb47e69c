import { join } from 'node:path';
import { COMMANDS, TRANSACTIONS } from '@subgraph/ledger/contract/events';
import { deadLetterTopic } from 'platform/bus/dead-letter-topic';
import { createEventStore } from 'platform/event-store/store';
import { createExecute } from 'platform/graphql/execute';
import { startKeyRetention } from 'platform/graphql/idempotency-retention';
import type { ComposeSubgraph, RunningSubgraph, SubgraphServices } from 'platform/graphql/subgraph';
import { buildSchema } from 'platform/graphql/subgraph-schema';
import { startRelay } from 'platform/outbox/relay';
import type { Database } from 'platform/tenancy/database';
import { consumeTransactions } from './consumers/ledger.transaction.v1.ts';
import { consumePayments } from './consumers/payments.payment.v1.ts';
import { createContext } from './context.ts';
import { PAYMENT_EVENTS, PAYMENTS } from './contract/events.ts';
import { openSandbox } from './providers/sandbox/sandbox.ts';
import { project } from './read-models/payments/projection.ts';
import { resolvers } from './resolvers/resolvers.ts';
import { openPaymentsDatabase } from './storage/database.ts';
import { createPaymentStore } from './storage/stores/payments.ts';
import type { Services } from './use-cases/services.ts';

const NAME = 'payments';

/** All that is written to from here: own events, commands to the ledger, what consumers could not handle. */
const WRITTEN = [PAYMENTS, COMMANDS, deadLetterTopic(PAYMENTS), deadLetterTopic(TRANSACTIONS)];

export const compose: ComposeSubgraph = async (platform) =>
  assemble(platform, await openPaymentsDatabase(platform.postgresUrl));

/** The subgraph on a database that is open, which it closes in the end. */
export function assemble(platform: SubgraphServices, database: Database): RunningSubgraph {
  const { bus, logger, metrics, key } = platform;
  const provider = openSandbox({ databaseUrl: database.urls.app });
  const eventStore = createEventStore({ source: NAME, events: PAYMENT_EVENTS });
  const payments = createPaymentStore(eventStore, project);
  const services: Services = { unitOfWork: database.unitOfWork, payments, provider, key, logger };
  const schema = buildSchema(join(import.meta.dirname, 'schema'), resolvers);
  const relay = startRelay({ database, bus, topics: WRITTEN, logger, metrics });
  const retention = startKeyRetention(database.system, logger);
  const consuming = { bus, database, logger, metrics, services };
  const requests = consumePayments(consuming);
  const transactions = consumeTransactions(consuming);
  return {
    name: NAME,
    schema,
    execute: createExecute({ name: NAME, schema, createContext: createContext(services), logger, metrics }),
    ready: async () => ({
      database: await database.healthy(),
      relay: relay.healthy(),
      requests: requests.ready(),
      transactions: transactions.ready(),
    }),
    close: async () => {
      retention.stop();
      await Promise.all([requests.stop(), transactions.stop()]);
      await relay.stop();
      await provider.close();
      await database.close();
    },
  };
}
