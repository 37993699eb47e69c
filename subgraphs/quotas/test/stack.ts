import { randomUUID } from 'node:crypto';
import { type Actor, verified } from 'platform/auth/actor';
import type { Bus } from 'platform/bus/port';
import { openPostgresBus } from 'platform/bus/postgres/bus';
import type { RunningSubgraph } from 'platform/graphql/subgraph';
import { instantOf } from 'platform/kernel/clock';
import { parseTenantId, type TenantId } from 'platform/kernel/ids';
import { createLogger } from 'platform/telemetry/logger';
import { createMetrics } from 'platform/telemetry/metrics';
import type { Database } from 'platform/tenancy/database';
import { type Heartbeat, openHeartbeat } from 'platform/tenancy/heartbeat';
import { dropDatabase, type TestDatabase, testDatabase, testPostgresUrl } from 'platform/testing/postgres';
import type { Registry } from 'prom-client';
import { assemble } from '../compose.ts';
import { quotasDatabase } from '../storage/database.ts';
import type { QuotaStore } from '../storage/stores/port.ts';
import { createMemoryStore } from './memoryStore.ts';

export const tenant = (name: string): TenantId => parseTenantId(name) as TenantId;

/** `acme/alice`, with all that a tenant's administrator may. */
export function actorOf(
  name: string,
  scopes: readonly string[] = ['quotas:read', 'quotas:write', 'quotas:admin'],
  kind: Actor['kind'] = 'user',
): Actor {
  const [tenantName = '', id = ''] = name.split('/');
  return verified({ id, tenantId: tenant(tenantName), scopes: new Set(scopes), kind });
}

/** The subgraph as it runs, on a database and a bus of its own; time is what the test says. */
export interface TestStack {
  readonly database: TestDatabase;
  readonly bus: Bus;
  readonly subgraph: RunningSubgraph;
  /** A second instance, on the same database, bus and store. */
  readonly other: RunningSubgraph;
  readonly store: QuotaStore;
  /** Of all instances. */
  readonly metrics: Registry;
  /** What the store and the instances take for now: milliseconds since 1970. */
  readonly time: { nowMs: number };
  /** The same subgraph on another store, closed by whoever opens it; on another database it closes that. */
  open(store: QuotaStore, database?: Database, heartbeat?: Heartbeat): Promise<RunningSubgraph>;
  close(): Promise<void>;
}

/** Of a database that does not hang, on a machine that may. */
const PATIENT_MS = 20_000;

/** Saturday, noon in UTC. */
const NOON_MS = Date.UTC(2026, 10, 21, 12);

export async function startStack(): Promise<TestStack> {
  const logger = createLogger({ name: 'test', level: 'fatal' });
  const metrics = createMetrics();
  const database = await testDatabase(quotasDatabase);
  const busDatabase = `${database.name}_bus`;
  const bus = await openPostgresBus({ postgresUrl: testPostgresUrl(), database: busDatabase, logger });
  const time = { nowMs: NOON_MS };
  const clock = { now: () => instantOf(BigInt(time.nowMs) * 1_000n) };
  const store = createMemoryStore(() => time.nowMs);
  const shared: Database = { ...database, close: async () => {} };
  const open: TestStack['open'] = (
    of,
    on = shared,
    heartbeat = openHeartbeat(on.urls.app, PATIENT_MS),
  ): Promise<RunningSubgraph> =>
    assemble({ bus, logger, metrics }, { database: on, heartbeat, store: of }, clock);
  const [subgraph, other] = await Promise.all([open(store), open(store)]);
  return {
    database,
    bus,
    subgraph,
    other,
    store,
    metrics,
    time,
    open,
    close: async () => {
      await Promise.all([subgraph.close(), other.close()]);
      await bus.close();
      await database.close();
      await dropDatabase(busDatabase);
    },
  };
}

export const key = (): string => randomUUID();

/** The data of an answer without errors. */
export async function ask<Data>(
  { subgraph }: Pick<TestStack, 'subgraph'>,
  actor: Actor,
  query: string,
  variables: object = {},
): Promise<Data> {
  const result = await subgraph.execute({ query, variables: { ...variables } }, actor);
  if (result.errors) throw new Error(result.errors.map(({ message }) => message).join('; '));
  return result.data as Data;
}

/** The code of the one error of an answer. */
export async function errorCode(
  { subgraph }: Pick<TestStack, 'subgraph'>,
  actor: Actor,
  query: string,
  variables: object = {},
): Promise<unknown> {
  const { errors } = await subgraph.execute({ query, variables: { ...variables } }, actor);
  return errors?.[0]?.extensions.code;
}
