import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  OperationTypeNode,
} from 'graphql';
import { CloseCode, type Context, type SubscribePayload } from 'graphql-ws';
import { type Extra, useServer } from 'graphql-ws/use/ws';
import type { Logger } from 'pino';
import type { Actor } from 'platform/auth/actor';
import { bearerToken, type TokenVerifier } from 'platform/auth/token-verifier';
import { PlatformError } from 'platform/errors/errors';
import { present } from 'platform/kernel/assert';
import { newId } from 'platform/kernel/ids';
import { WebSocketServer } from 'ws';
import type { GatewayContext } from '../context.ts';
import { type GraphQLRequest, requestOfBody } from '../http/request.ts';
import type { Admission } from '../plugins/plugin.ts';
import { currentRequestId, withRequestId } from '../plugins/request-id.ts';
import { answerOnce } from './answer-once.ts';
import { type Connection, openConnection, SERVICE_RESTART, TRY_AGAIN_LATER } from './connection.ts';
import { parseOperation } from './documents.ts';
import { maskedError } from './errors.ts';
import type { LiveLimits } from './limits.ts';
import type { OpenLive } from './open.ts';
import { headersOf, pathOf, refuseUpgrade } from './upgrade.ts';

/** Serves a query or a mutation as over HTTP. */
export type ExecuteRequest = (request: GraphQLRequest, context: GatewayContext) => Promise<ExecutionResult>;

export type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

export interface WebSocketOptions {
  /** As clients see it now. */
  readonly schema: () => GraphQLSchema;
  readonly open: OpenLive;
  readonly execute: ExecuteRequest;
  /** For all that is done for one query or mutation. */
  readonly deadlineMs: number;
  /** Finds the text of a document that is only named; refuses, by throwing, what may not be parsed and validated. */
  readonly admission: Admission;
  /** The last hand on every error before the client sees it. */
  readonly formatError: FormatError;
  readonly verifyToken?: TokenVerifier | undefined;
  /** Where an anonymous socket comes from. */
  readonly clientAddressOf?: ((request: IncomingMessage) => string | undefined) | undefined;
  readonly isRevoked?: ((actor: Actor) => boolean) | undefined;
  readonly limits: LiveLimits;
  readonly logger: Logger;
}

export interface LiveStats {
  readonly connections: number;
  readonly subscriptions: number;
}

export interface LiveSockets {
  attach(server: Server, path?: string): void;
  stats(): LiveStats;
  /** Refuses new sockets, tells the open ones where to resume and closes them. */
  close(): Promise<void>;
}

type LiveContext = Context<Record<string, unknown>, Extra & { connection?: Connection }>;

/** GraphQL over WebSocket (subprotocol graphql-transport-ws) by graphql-ws. */
export function serveWebSocket(options: WebSocketOptions): LiveSockets {
  const { limits } = options;
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
        asRequest(payload, () => formatted(result, options.formatError)),
      onError: (_context, _id, payload, errors) =>
        asRequest(payload, () => errors.map((error) => formattedError(error, options.formatError))),
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
    if (draining || sockets.clients.size >= limits.maxConnections) return refuseUpgrade(socket, 503);
    sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request));
  };

  return {
    attach(server, path = '/graphql') {
      const listener = upgrade(path);
      server.on('upgrade', listener);
      detach.push(() => server.off('upgrade', listener));
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
  { verifyToken, isRevoked, limits, logger }: WebSocketOptions,
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
      actor,
      isRevoked,
      cursorIntervalMs: limits.cursorIntervalMs,
      maxOperationsPerConnection: limits.maxOperationsPerConnection,
    });
    connections.add(extra.connection);
    return true;
  } catch (error) {
    if (error instanceof PlatformError && error.code === 'UNAUTHENTICATED') return false;
    logger.error({ err: error }, 'token not verified');
    socket.close(TRY_AGAIN_LATER, 'Try again later');
    return false;
  }
}

/** What runs once graphql-ws has reserved the operation's id. */
type Run = () => ReturnType<ExecuteRequest> | AsyncIterableIterator<ExecutionResult>;

const runOperation = ({ contextValue }: ExecutionArgs) => (contextValue as { run: Run }).run();

async function subscribe(
  options: WebSocketOptions,
  extra: LiveContext['extra'],
  id: string,
  payload: SubscribePayload,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  const connection = present(extra.connection, 'graphql-ws acknowledges before it subscribes');
  const refusal = connection.begin(id);
  if (refusal) return [masked(refusal, options.logger)];
  try {
    return await openOperation(options, connection, extra.request, id, payload);
  } catch (error) {
    connection.finish(id);
    return [masked(error, options.logger)];
  }
}

async function openOperation(
  options: WebSocketOptions,
  connection: Connection,
  request: IncomingMessage,
  id: string,
  payload: SubscribePayload,
): Promise<ExecutionArgs> {
  const schema = options.schema();
  const context = contextOf(connection, request, options.clientAddressOf);
  const operation = options.admission(requestOf(payload), context);
  const { query = '', operationName, variables } = operation;
  const { kind, document } = parseOperation(schema, query, operationName);
  const args = (run: Run): ExecutionArgs => ({ schema, document, operationName, contextValue: { run } });
  if (kind !== OperationTypeNode.SUBSCRIPTION)
    return args(() =>
      answerOnce(
        ({ signal, deadlineAtMs }) =>
          withRequestId(context.requestId, () =>
            options.execute(operation, { ...context, signal, deadlineAtMs }),
          ),
        options.deadlineMs,
      ),
    );
  const live = await options.open({ document, operationName, variables, context });
  connection.add(id, live);
  return args(() => live.stream);
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

function masked(error: unknown, logger: Logger): GraphQLError {
  const shown = maskedError(error);
  if (shown !== error && !(error instanceof PlatformError))
    logger.error({ err: error }, 'subscription failed');
  return shown;
}

const formatted = ({ data, errors, extensions }: ExecutionResult, formatError: FormatError) => ({
  data,
  ...(errors && { errors: errors.map((error) => formattedError(error, formatError)) }),
  ...(extensions && { extensions }),
});

/** What an executor of whole requests answers is formatted already. */
const formattedError = (error: GraphQLError | GraphQLFormattedError, formatError: FormatError) =>
  'toJSON' in error ? formatError(error.toJSON(), error) : error;
