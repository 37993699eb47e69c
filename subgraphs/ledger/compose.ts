import { join } from 'node:path';
import { deadLetterTopic } from 'platform/bus/dead-letter-topic';
import { createEventStore } from 'platform/event-store/store';
import { createExecute } from 'platform/graphql/execute';
import type { ComposeSubgraph, RunningSubgraph, SubgraphServices } from 'platform/graphql/subgraph';
import { buildSchema } from 'platform/graphql/subgraph-schema';
import { startRelay } from 'platform/outbox/relay';
import type { Database } from 'platform/tenancy/database';
import { consumeCommands } from './consumers/ledger.commands.v1.ts';
import { createContext } from './context.ts';
import {
  ACCOUNTS,
  AUDIT,
  BOOKS,
  CASH_POINTS,
  COMMANDS,
  FX_RATES,
  HOLDS,
  LEDGER_EVENTS,
  RECONCILIATIONS,
  TRANSACTIONS,
} from './contract/events.ts';
import { publishedHeads } from './read-models/audit/publishedHeads.ts';
import { startFolding } from './read-models/checkpoint/folding.ts';
import { resolvers } from './resolvers/resolvers.ts';
import { startChainer } from './storage/audit/chainer/chainer.ts';
import { openLedgerDatabase } from './storage/database.ts';
import { createBookWriter } from './storage/writer/bookWriter.ts';
import type { Services } from './use-cases/services.ts';

const NAME = 'ledger';

/** All that is written to from here: own events, and what the consumer could not handle. */
const WRITTEN = [
  TRANSACTIONS,
  ACCOUNTS,
  HOLDS,
  BOOKS,
  FX_RATES,
  CASH_POINTS,
  RECONCILIATIONS,
  AUDIT,
  COMMANDS,
  deadLetterTopic(COMMANDS),
];

export const compose: ComposeSubgraph = async (platform) =>
  assemble(platform, await openLedgerDatabase(platform.postgresUrl));

/** The subgraph on a database that is open, which it closes in the end. */
export function assemble(platform: SubgraphServices, database: Database): RunningSubgraph {
  const { bus, key, logger, metrics, trusted } = platform;
  const writer = createBookWriter(database);
  const store = createEventStore({ source: NAME, events: LEDGER_EVENTS });
  const audit = { trusted, published: publishedHeads(bus, trusted) };
  const { unitOfWork, reader } = database;
  const services: Services = { unitOfWork, reader, store, writer, audit };
  const schema = buildSchema(join(import.meta.dirname, 'schema'), resolvers);
  const relay = startRelay({ database, bus, topics: WRITTEN, logger, metrics });
  const folding = startFolding({ database, logger, metrics });
  const chainer = startChainer({ database, key, logger, metrics });
  const commands = consumeCommands({ bus, database, logger, metrics, services, trusted });
  return {
    name: NAME,
    schema,
    execute: createExecute({ name: NAME, schema, createContext: createContext(services), logger, metrics }),
    ready: async () => ({
      database: await database.healthy(),
      relay: relay.healthy(),
      chainer: chainer.healthy(),
      commands: commands.ready(),
    }),
    close: async () => {
      await commands.stop();
      await writer.close();
      await folding.stop();
      await chainer.stop();
      await relay.stop();
      await database.close();
    },
  };
}
