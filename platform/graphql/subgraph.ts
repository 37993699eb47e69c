import type { ExecutionResult, GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Actor } from '../auth/actor.ts';
import type { ServiceKey, TrustedKeys } from '../auth/service-keys.ts';
import type { Bus } from '../bus/port.ts';

/** One GraphQL request as a subgraph receives it, whichever way it came. */
export interface SubgraphRequest {
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** W3C trace context. */
  readonly traceparent?: string;
  /** The request's id, to quote in logs. */
  readonly requestId?: string;
  /** Aborts when nobody waits for the answer any more. */
  readonly signal?: AbortSignal | undefined;
}

/** What the composition root gives each subgraph. */
export interface SubgraphServices {
  /** The PostgreSQL server: `postgres://user:password@host:port/`, a user that may create roles and databases. */
  readonly postgresUrl: string;
  /** The Redis server; absent where none runs. */
  readonly redisUrl?: string;
  readonly bus: Bus;
  readonly logger: Logger;
  readonly metrics: Registry;
  /** This service's own key, to sign commands with. */
  readonly key: ServiceKey;
  /** Public keys of the gateway and the other services. */
  readonly trusted: TrustedKeys;
}

/** A subgraph at work: schema, storage, relay and consumers. */
export interface RunningSubgraph {
  readonly name: string;
  readonly schema: GraphQLSchema;
  /** Refuses (UNAUTHENTICATED) any actor that no verifier vouched for. */
  execute(request: SubgraphRequest, actor: Actor): Promise<ExecutionResult>;
  /** Each part by name: database, relay, each consumer. Ready when all are true. */
  ready(): Promise<Readonly<Record<string, boolean>>>;
  /** Stops consumers and relay, finishes what runs, closes the pools. */
  close(): Promise<void>;
}

/** The one export of every `subgraphs/<domain>/compose.ts`. */
export type ComposeSubgraph = (services: SubgraphServices) => Promise<RunningSubgraph>;
