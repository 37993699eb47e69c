import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Actor, verified } from 'platform/auth/actor';
import { createServiceKeys } from 'platform/auth/service-keys';
import type { Bus } from 'platform/bus/port';
import { openPostgresBus } from 'platform/bus/postgres/bus';
import type { RunningSubgraph, SubgraphServices } from 'platform/graphql/subgraph';
import { present } from 'platform/kernel/assert';
import { parseTenantId, type TenantId } from 'platform/kernel/ids';
import { createLogger } from 'platform/telemetry/logger';
import { createMetrics } from 'platform/telemetry/metrics';
import { dropDatabase, type TestDatabase, testDatabase, testPostgresUrl } from 'platform/testing/postgres';
import { assemble } from '../compose.ts';
import { paymentsDatabase } from '../storage/database.ts';
import { openTalkingLedger, type TalkingLedger } from './ledger.ts';

export const tenant = (name: string): TenantId => parseTenantId(name) as TenantId;

export const actorOf = (tenantName: string, scopes = ['payments:read', 'payments:write']): Actor =>
  verified({ id: 'alice', tenantId: tenant(tenantName), scopes: new Set(scopes), kind: 'user' });

/** The subgraph as it runs, on a database and a bus of its own, with a ledger to talk to. */
export interface TestStack {
  readonly database: TestDatabase;
  readonly bus: Bus;
  readonly ledger: TalkingLedger;
  readonly platform: SubgraphServices;
  readonly subgraph: RunningSubgraph;
  /** Starts the subgraph, as a new process would. */
  start(): void;
  /** Stops it; what it did not live to do is left to the next one. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

/** All but the subgraph itself is started. The ledger posts what it is asked to. */
export async function openStack(): Promise<TestStack> {
  const logger = createLogger({ name: 'test', level: 'fatal' });
  const database = await testDatabase(paymentsDatabase);
  const busDatabase = `${database.name}_bus`;
  const bus = await openPostgresBus({ postgresUrl: testPostgresUrl(), database: busDatabase, logger });
  const folder = await mkdtemp(join(tmpdir(), 'payments-keys-'));
  const keys = await createServiceKeys(folder, ['payments', 'ledger']);
  const { trusted } = keys;
  const key = keys.keyOf('payments');
  const platform = { postgresUrl: testPostgresUrl(), bus, logger, metrics: createMetrics(), key, trusted };
  let subgraph: RunningSubgraph | undefined;
  const stop = async () => {
    await subgraph?.close();
    subgraph = undefined;
  };
  return {
    database,
    bus,
    ledger: await openTalkingLedger(bus, trusted),
    platform,
    get subgraph() {
      return present(subgraph, 'the subgraph is started');
    },
    start: () => {
      subgraph = assemble(platform, { ...database, close: async () => {} });
    },
    stop,
    close: async () => {
      await stop();
      await bus.close();
      await database.close();
      await dropDatabase(busDatabase);
      await rm(folder, { recursive: true });
    },
  };
}

export async function startStack(): Promise<TestStack> {
  const stack = await openStack();
  stack.start();
  return stack;
}
