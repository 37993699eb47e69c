import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type Client, createClient } from 'graphql-ws';
import pino from 'pino';
import { type Actor, verified } from 'platform/auth/actor';
import { encodeEvent } from 'platform/bus/cloud-events';
import { partitionOf } from 'platform/bus/partition';
import type { Bus, BusEvent, OutgoingMessage } from 'platform/bus/port';
import { eventually, newTopic } from 'platform/bus/test/messages';
import { unauthenticated } from 'platform/errors/errors';
import { systemClock } from 'platform/kernel/clock';
import { newId, type TenantId } from 'platform/kernel/ids';
import type { JsonObject } from 'platform/kernel/json';
import { Registry } from 'prom-client';
import { WebSocket } from 'ws';
import { gatewayConfig } from '../../config.ts';
import { addGraphQL } from '../../http/graphql.ts';
import { createServer } from '../../http/server.ts';
import { createAuthenticator } from '../../plugins/authentication.ts';
import { useAuthorisation } from '../../plugins/authorisation.ts';
import type { FormatError } from '../../plugins/errors.ts';
import { createCurrentSupergraph } from '../../supergraph/current.ts';
import type { ExecuteRequest } from '../begin.ts';
import type { LiveLimits } from '../limits.ts';
import { createLive, type Live } from '../live.ts';
import { loadTestSupergraph, type SubgraphCall } from './supergraph.ts';

export const SECRET = 'a secret of the tests';
export const READER = ['ledger:read', 'payments:read'];
const logger = pino({ level: 'silent' });

const formatError: FormatError = (formatted) => formatted;

/** Tokens of the tests say openly who they are: `tenant/actor/scope,scope/expiresAt`. */
export const tokenOf = (
  tenant: string,
  actor: string,
  scopes: readonly string[],
  expiresAt?: number,
): string => [tenant, actor, scopes.join(','), expiresAt ?? ''].join('/');

/** One that nobody can say anything of now, as when keys cannot be fetched. */
export const UNVERIFIABLE = 'unverifiable';

export async function verifyToken(token: string): Promise<Actor> {
  if (token === UNVERIFIABLE) throw new Error('no keys');
  const [tenantId, id, scopes, expiresAt] = token.split('/');
  if (!tenantId || !id || scopes === undefined) throw unauthenticated();
  return verified({
    id,
    tenantId: tenantId as TenantId,
    scopes: new Set(scopes.split(',').filter(Boolean)),
    kind: 'user',
    ...(expiresAt && { expiresAt: Number(expiresAt) }),
  });
}

export interface PostedData extends JsonObject {
  readonly transaction: { readonly id: string };
  readonly ledgerId: string;
  readonly accountIds: readonly string[];
}

/** A topic with a writer that numbers as the relay does. */
export interface Log {
  readonly topic: string;
  readonly partitions: number;
  /** Makes the next message without publishing it. */
  next(data: Partial<PostedData>, overrides?: Partial<BusEvent>): OutgoingMessage;
  /** One after the other, as the relay does: what comes out of order is taken for lost. */
  publish(data: Partial<PostedData>, overrides?: Partial<BusEvent>): Promise<void>;
  /** The topic is made anew, if it is gone, and numbers begin anew. */
  begin(incarnation: string): Promise<void>;
}

export async function openLog(bus: Bus, partitions = 3): Promise<Log> {
  const topic = newTopic(partitions);
  await bus.ensureTopics([topic]);
  const seqs = new Map<number, bigint>();
  let incarnation: string = randomUUID();
  let publishing = Promise.resolve();
  const next: Log['next'] = (data, overrides = {}) => {
    const posted = { transaction: { id: 'txn_1' }, ledgerId: 'ldg_1', accountIds: ['acct_1'], ...data };
    const event = eventOf(posted, overrides);
    const partition = partitionOf(event.subject, partitions);
    const seq = (seqs.get(partition) ?? 0n) + 1n;
    seqs.set(partition, seq);
    return { topic: topic.name, partition, key: event.subject, seq, incarnation, ...encodeEvent(event) };
  };
  return {
    topic: topic.name,
    partitions,
    next,
    publish(data, overrides) {
      const publish = () => bus.publish([next(data, overrides)]);
      publishing = publishing.then(publish, publish);
      return publishing;
    },
    async begin(anew) {
      await bus.ensureTopics([topic]);
      incarnation = anew;
      seqs.clear();
    },
  };
}

const eventOf = (data: PostedData, overrides: Partial<BusEvent>): BusEvent => ({
  id: newId('evt'),
  source: 'ledger',
  type: 'ledger.transaction.posted.v1',
  subject: data.transaction.id,
  tenantId: 'acme' as TenantId,
  actor: 'alice',
  time: systemClock.now(),
  effectiveAt: systemClock.now(),
  correlationId: 'cor_1',
  causationId: 'cau_1',
  data,
  ...overrides,
});

export interface LiveGateway {
  readonly url: string;
  readonly live: Live;
  readonly metrics: Registry;
  /** Fetches that reached the subgraphs. */
  readonly calls: SubgraphCall[];
  /** From now on `isRevoked` says so of this actor. */
  revoke(actorId: string): void;
  /** Another supergraph, over another topic, takes the place of this one. */
  reload(topic: string): void;
  close(): Promise<void>;
}

export interface StartOptions {
  readonly anonymous?: boolean;
  readonly secret?: string;
  /** Answers queries and mutations; by default with their text. */
  readonly execute?: ExecuteRequest;
  /** Of pages that may call. */
  readonly origins?: readonly string[];
}

const echo: ExecuteRequest = async ({ query }) => ({ data: { echo: query } });

/** A gateway's live part behind its HTTP server. */
export async function startLive(
  bus: Bus,
  topic: string,
  limits: Partial<LiveLimits> = {},
  { anonymous = false, secret = SECRET, execute = echo, origins = [] }: StartOptions = {},
): Promise<LiveGateway> {
  const calls: SubgraphCall[] = [];
  const revoked = new Set<string>();
  const authorisation = useAuthorisation({ logger });
  const prepared = (of: string) => {
    const state = loadTestSupergraph(of, calls);
    authorisation.onSupergraph(state);
    return state;
  };
  const supergraph = createCurrentSupergraph(prepared(topic));
  const metrics = new Registry();
  const live = createLive({
    supergraph,
    bus,
    cursorSecrets: [secret],
    verifyToken: anonymous ? undefined : verifyToken,
    isRevoked: ({ id }) => revoked.has(id),
    authorise: authorisation.wrapExecute,
    admission: (request) => request,
    formatError,
    execute,
    limits,
    deadlineMs: 30_000,
    responseBytes: 1_000_000,
    logger,
    metrics,
  });
  const config = gatewayConfig.parse({ cors: { origins } });
  const server = await createServer(config, [], formatError);
  live.attach(server.server);
  addGraphQL(server, {
    run: async () => ({ answer: { data: null } }),
    authenticate: createAuthenticator(anonymous ? undefined : verifyToken),
    clientAddressOf: () => undefined,
    deadlineMs: 30_000,
    compression: config.compression,
    batchSize: 1,
    varying: [],
    live,
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  return {
    url: `ws://127.0.0.1:${(server.server.address() as AddressInfo).port}/graphql`,
    live,
    metrics,
    calls,
    revoke: (id) => void revoked.add(id),
    reload: (next) => supergraph.replace(prepared(next)),
    async close() {
      await live.close();
      server.server.closeAllConnections();
      await server.close();
    },
  };
}

export interface Received {
  readonly events: Record<string, unknown>[];
  readonly errors: {
    message: string;
    path?: readonly (string | number)[];
    extensions: Record<string, unknown>;
  }[];
  /** How the operation or its socket ended. */
  readonly ended: Promise<{ code?: unknown; cursor?: unknown; retryAfterMs?: unknown; close?: number }>;
  /** Cursors that came in ping messages. */
  readonly cursors: string[];
  readonly client: Client;
  stop(): void;
}

export interface ListenOptions {
  readonly token?: string;
  readonly variables?: Record<string, unknown>;
  readonly webSocketImpl?: unknown;
}

/** Subscribes with graphql-ws's own client, which does not reconnect. */
export function listen(
  gateway: Pick<LiveGateway, 'url'>,
  query: string,
  options: ListenOptions = {},
): Received {
  const { token = tokenOf('acme', 'alice', READER), variables, webSocketImpl = WebSocket } = options;
  const events: Received['events'] = [];
  const errors: Received['errors'] = [];
  const cursors: string[] = [];
  const ended = Promise.withResolvers<Awaited<Received['ended']>>();
  const client = createClient({
    url: gateway.url,
    webSocketImpl,
    retryAttempts: 0,
    connectionParams: token ? { authorization: `Bearer ${token}` } : {},
    onNonLazyError: () => {},
    on: {
      ping: (received, payload) => {
        const sent = payload as { cursors?: Record<string, string> } | undefined;
        if (received) cursors.push(...Object.values(sent?.cursors ?? {}));
      },
    },
  });
  const stop = client.subscribe(
    { query, variables },
    {
      next: ({ data, errors: failed = [] }) => {
        if (data) events.push(data);
        errors.push(...(failed as unknown as Received['errors']));
      },
      error: (error) => ended.resolve(endOf(error)),
      complete: () => ended.resolve({}),
    },
  );
  return { events, errors, cursors, client, ended: ended.promise, stop };
}

function endOf(error: unknown): Awaited<Received['ended']> {
  if (!Array.isArray(error)) return { close: (error as { code: number }).code };
  const { code, cursor, retryAfterMs } = error[0].extensions;
  return {
    code,
    ...(cursor !== undefined && { cursor }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

/** Waits until the subscription has its place: its first cursor has come. */
export const listening = ({ cursors }: Received): Promise<void> => eventually(() => cursors.length > 0);

/** How long the work took, without the time for which this process, which is the clients too, was at work itself. */
export async function idleTimeOf(work: () => Promise<unknown>): Promise<number> {
  const before = performance.eventLoopUtilization();
  await work();
  return performance.eventLoopUtilization(before).idle;
}
