import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ExecutionArgs, ExecutionResult, GraphQLError } from 'graphql';
import { CloseCode, type Context, type SubscribePayload } from 'graphql-ws';
import { type Extra, useServer } from 'graphql-ws/use/ws';
import type { Logger } from 'pino';
import { bearerToken, type TokenVerifier } from 'platform/auth/token-verifier';
import { PlatformError } from 'platform/errors/errors';
import { present } from 'platform/kernel/assert';
import { newId } from 'platform/kernel/ids';
import { WebSocketServer } from 'ws';
import type { GatewayContext } from '../context.ts';
import { type GraphQLRequest, requestOfBody } from '../http/request.ts';
import { currentRequestId, withRequestId } from '../plugins/request-id.ts';
import type { Answers } from './answers.ts';
import type { Begin } from './begin.ts';
import { type Connection, openConnection, SERVICE_RESTART, TRY_AGAIN_LATER } from './connection.ts';
import type { LiveLimits } from './limits.ts';
import type { LiveStats } from './metrics.ts';
import type { Seats } from './seats.ts';
import type { IsRevoked } from './token-refusal.ts';
import type { TokenWatch } from './token-watch.ts';
import { headersOf, pathOf, refuseUpgrade } from './upgrade.ts';

export interface WebSocketOptions {
  readonly begin: Begin;
  readonly answers: Answers;
  readonly tokens: TokenWatch;
  /** Of connections. */
  readonly seats: Seats;
  /** There are as many connections as there may be. */
  readonly isFull: () => boolean;
  readonly verifyToken?: TokenVerifier | undefined;
  /** Where an anonymous socket comes from. */
  readonly clientAddressOf?: ((request: IncomingMessage) => string | undefined) | undefined;
  readonly isRevoked?: IsRevoked | undefined;
  readonly limits: LiveLimits;
  readonly logger: Logger;
}

export interface LiveSockets {
  attach(server: Server, path?: string): void;
  /** Connections. */
  readonly size: number;
  stats(): LiveStats;
  /** Refuses new sockets, tells the open ones where to resume and closes them. */
  close(): Promise<void>;
}

type LiveContext = Context<Record<string, unknown>, Extra & { connection?: Connection }>;

/** GraphQL over WebSocket (subprotocol graphql-transport-ws) by graphql-ws. */
export function serveWebSocket(options: WebSocketOptions): LiveSockets {
  const { limits, answers, isFull } = options;
  const connections = new Set<Connection>();
  const detach: (() => void)[] = [];
  const requestIds = new WeakMap<SubscribePayload, string>();
  const asRequest = <T>(payload: SubscribePayload, work: () => T): T => {
    const requestId = requestIds.get(payload) ?? newId('req');
    requestIds.set(payload, requestId);
    return withRequestId(requestId, work);
  };
  let draining = false;

  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.maxMessageBytes,
    perMessageDeflate: false,
  });
  sockets.on('connection', (socket) => {
    // Every message has an answer, and whoever does not read them must not fill the memory with them.
    socket.on('message', () => {
      if (socket.bufferedAmount > limits.maxUnsentBytes) socket.terminate();
    });
  });
  useServer<Record<string, unknown>, { connection: Connection }>(
    {
      isProd: true, // or the reason of a close tells the message of a bug
      connectionInitWaitTimeout: limits.connectionInitTimeoutMs,
      onConnect: (context) => connect(options, context, connections),
      onSubscribe: ({ extra }, id, payload) =>
        asRequest(payload, () => subscribe(options, extra, id, payload)),
      subscribe: runOperation,
      execute: runOperation,
      onNext: (_context, _id, payload, _args, result) =>
        asRequest(payload, () => answers.result(result) as ExecutionResult),
      onError: (_context, _id, payload, errors) => asRequest(payload, () => errors.map(answers.error)),
      onComplete: (context, id) => context.extra.connection?.finish(id),
      onClose({ extra: { connection } }) {
        connection?.closed();
        if (connection) connections.delete(connection);
      },
    },
    sockets,
    limits.keepAliveMs,
  );

  const upgrade = (path: string) => (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (pathOf(request) !== path) return refuseUpgrade(socket, 404);
    if (draining || isFull()) return refuseUpgrade(socket, 503);
    sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request));
  };

  return {
    attach(server, path = '/graphql') {
      const listener = upgrade(path);
      server.on('upgrade', listener);
      detach.push(() => server.off('upgrade', listener));
    },
    get size() {
      return sockets.clients.size;
    },
    stats: () => ({
      connections: sockets.clients.size,
      subscriptions: [...connections].reduce((sum, { size }) => sum + size, 0),
    }),
    async close() {
      draining = true;
      for (const connection of connections) connection.end(SERVICE_RESTART, 'Service restart');
      for (const socket of sockets.clients) socket.close(SERVICE_RESTART, 'Service restart');
      const late = setTimeout(() => terminateAll(sockets), limits.drainTimeoutMs);
      await new Promise((resolve) => sockets.close(resolve));
      clearTimeout(late);
      for (const stop of detach) stop();
    },
  };
}

const terminateAll = (sockets: WebSocketServer): void => {
  for (const socket of sockets.clients) socket.terminate();
};

/** Proves the token of connection_init. False closes with 4403: the client may try again with another token. */
async function connect(
  { verifyToken, isRevoked, tokens, seats, limits, logger }: WebSocketOptions,
  { connectionParams, extra }: LiveContext,
  connections: Set<Connection>,
): Promise<boolean> {
  const { socket } = extra;
  const authorization = connectionParams?.authorization;
  const token = bearerToken(typeof authorization === 'string' ? authorization : undefined);
  if (!token && verifyToken) {
    socket.close(CloseCode.Unauthorized, 'Unauthorized');
    return false;
  }
  try {
    const actor = token ? await verifyToken?.(token) : undefined;
    if (token && !actor) return false;
    if (socket.readyState !== socket.OPEN) return false;
    extra.connection = openConnection({
      socket,
      giveBack: seats.take(actor),
      actor,
      isRevoked,
      tokens,
      cursorIntervalMs: limits.cursorIntervalMs,
      maxOperationsPerConnection: limits.maxOperationsPerConnection,
    });
    connections.add(extra.connection);
    return true;
  } catch (error) {
    if (error instanceof PlatformError && error.code === 'UNAUTHENTICATED') return false;
    const isOverLimit = error instanceof PlatformError && error.code === 'LIMIT_EXCEEDED';
    if (!isOverLimit) logger.error({ err: error }, 'token not verified');
    socket.close(TRY_AGAIN_LATER, isOverLimit ? 'Too many connections' : 'Try again later');
    return false;
  }
}

/** Called once graphql-ws has reserved the operation's id. */
const runOperation = ({ contextValue }: ExecutionArgs) =>
  (contextValue as { readonly results: AsyncIterableIterator<ExecutionResult> }).results;

async function subscribe(
  options: WebSocketOptions,
  extra: LiveContext['extra'],
  id: string,
  payload: SubscribePayload,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  const connection = present(extra.connection, 'graphql-ws acknowledges before it subscribes');
  const refusal = connection.begin(id);
  if (refusal) return [options.answers.refusal(refusal)];
  try {
    const context = contextOf(connection, extra.request, options.clientAddressOf);
    const { live, results, ...operation } = await options.begin({ request: requestOf(payload), context });
    if (live) connection.add(id, live);
    return { ...operation, contextValue: { results } };
  } catch (error) {
    connection.finish(id);
    return [options.answers.refusal(error)];
  }
}

/** The protocol asks for a `query`: it is empty in a request that names its document otherwise. */
const requestOf = (payload: SubscribePayload): GraphQLRequest =>
  requestOfBody({ ...payload, query: payload.query || undefined });

const contextOf = (
  { actor, signal }: Connection,
  request: IncomingMessage,
  clientAddressOf: WebSocketOptions['clientAddressOf'],
): GatewayContext => {
  const headers = headersOf(request);
  const caller = actor ? { actor } : { clientAddress: clientAddressOf?.(request) };
  const requestId = present(currentRequestId(), 'an operation is worked on as a request');
  return { ...caller, signal, headers, requestId, traceparent: headers.traceparent };
};
