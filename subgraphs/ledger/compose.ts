import { join } from 'node:path';
import { startConsumer } from 'platform/bus/consumer';
import { deadLetterTopic } from 'platform/bus/dead-letter-topic';
import { createEventStore } from 'platform/event-store/store';
import { createExecute } from 'platform/graphql/execute';
import type { ComposeSubgraph } from 'platform/graphql/subgraph';
import { buildSchema } from 'platform/graphql/subgraph-schema';
import { startRelay } from 'platform/outbox/relay';
import { ledgerCommands } from './consumers/ledger.commands.v1.ts';
import { createContext } from './context.ts';
import { ACCOUNTS, BOOKS, COMMANDS, LEDGER_EVENTS, TRANSACTIONS } from './contract/events.ts';
import { resolvers } from './resolvers/resolvers.ts';
import { openLedgerDatabase } from './storage/database.ts';
import { createPostingWriter } from './storage/writer/postingWriter.ts';
import type { Services } from './use-cases/services.ts';

/** Wires the ledger's rooms. */
export const compose: ComposeSubgraph = async ({ postgresUrl, bus, logger: root, metrics, trusted }) => {
  const name = 'ledger';
  const logger = root.child({ subgraph: name });
  const database = await openLedgerDatabase(postgresUrl);
  const writer = createPostingWriter(database);
  const store = createEventStore({ source: name, events: LEDGER_EVENTS });
  const services: Services = { unitOfWork: database.unitOfWork, store, writer };
  const topics = [TRANSACTIONS, ACCOUNTS, BOOKS, COMMANDS, deadLetterTopic(COMMANDS)];
  const relay = startRelay({ database, bus, topics, logger });
  const commands = startConsumer({
    ...{ bus, database, logger, metrics },
    group: 'ledger.commands',
    topics: [COMMANDS],
    handleBatch: ledgerCommands(services, trusted),
  });
  const schema = buildSchema(join(import.meta.dirname, 'schema'), resolvers as never);
  return {
    name,
    schema,
    execute: createExecute({ name, schema, createContext: createContext(services), logger, metrics }),
    ready: async () => ({
      database: await database.healthy(),
      relay: relay.healthy(),
      commands: commands.ready(),
    }),
    close: async () => {
      await commands.stop();
      await writer.close();
      await relay.stop();
      await database.close();
    },
  };
};
