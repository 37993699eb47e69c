import type { AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Actor } from '../auth/actor.ts';
import { bearerToken, type TokenVerifier } from '../auth/token-verifier.ts';
import { type ErrorCode, limitExceeded, PlatformError, unauthenticated } from '../errors/errors.ts';
import { addOperationalRoutes } from '../telemetry/http.ts';
import { type CallContext, subgraphGateway } from './apollo.ts';
import type { RunningSubgraph } from './subgraph.ts';

/** Bounds of the server. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;
const KEEP_ALIVE_TIMEOUT_MS = 75_000;

export interface ServeOptions {
  readonly subgraph: RunningSubgraph;
  /** 0 for any free one. */
  readonly port: number;
  readonly host?: string;
  /** Verifies internal tokens for this subgraph: nothing else is let in, from wherever it comes. */
  readonly tokenVerifier: TokenVerifier;
  readonly logger: Logger;
  readonly metrics: Registry;
}

export interface SubgraphServer {
  readonly url: string;
  readonly port: number;
  /** Refuses new requests, finishes those that run. The subgraph itself goes on. */
  close(): Promise<void>;
}

/** Serves a subgraph over HTTP: `/graphql` for holders of an internal token, `/health`, `/ready`, `/metrics` for operators. */
export async function serveSubgraph(options: ServeOptions): Promise<SubgraphServer> {
  const { subgraph, port, host = '127.0.0.1', metrics, logger } = options;
  const server = Fastify({
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: { headersTimeout: REQUEST_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS }, // Node takes the longer of the two
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    forceCloseConnections: 'idle',
  });
  server.setErrorHandler((error, _request, reply) => answerError(error, reply, logger));
  addOperationalRoutes(server, { metrics, ready: subgraph.ready });
  const apollo = new ApolloServer<CallContext>({
    gateway: subgraphGateway(subgraph),
    dangerouslyDisableValidation: true, // the subgraph validates, and remembers that it did
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    plugins: [ApolloServerPluginInlineTraceDisabled()],
    logger,
  });
  await apollo.start();
  await server.register(async (scope) => graphqlRoute(scope, apollo, options.tokenVerifier));
  await listen(server, port, host);
  const { port: usedPort } = server.server.address() as AddressInfo;
  return {
    url: `http://${host}:${usedPort}/graphql`,
    port: usedPort,
    close: async () => {
      await server.close();
      await apollo.stop();
    },
  };
}

/** Authenticates before the body is read. */
function graphqlRoute(
  server: FastifyInstance,
  apollo: ApolloServer<CallContext>,
  verify: TokenVerifier,
): void {
  const actors = new WeakMap<FastifyRequest, Actor>();
  server.addHook('onRequest', async (request) => {
    const token = bearerToken(request.headers.authorization);
    if (!token) throw unauthenticated();
    actors.set(request, await verify(token));
  });
  server.post(
    '/graphql',
    fastifyApolloHandler(apollo, {
      context: async (request) => ({
        actor: actors.get(request) as Actor,
        traceparent: headerOf(request, 'traceparent'),
        requestId: headerOf(request, 'x-request-id'),
      }),
    }),
  );
}

const headerOf = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
};

async function listen(server: FastifyInstance, port: number, host: string): Promise<void> {
  try {
    await server.listen({ port, host });
  } catch (error) {
    const inUse = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    throw inUse ? new Error(`Port ${port} is in use: choose another one, or stop what uses it.`) : error;
  }
}

const STATUS: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  BAD_REQUEST: 400,
  LIMIT_EXCEEDED: 413,
  SERVICE_UNAVAILABLE: 503,
};

function answerError(error: unknown, reply: FastifyReply, logger: Logger): FastifyReply {
  const { code, message, details } = toPlatformError(error, logger);
  return reply
    .code(STATUS[code] ?? 500)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ errors: [{ message, extensions: { ...details, code } }] }));
}

function toPlatformError(error: unknown, logger: Logger): PlatformError {
  if (error instanceof PlatformError) return error;
  const { statusCode = 500 } = error as { readonly statusCode?: number };
  if (statusCode === 413) return limitExceeded('MAX_BODY_BYTES', MAX_BODY_BYTES);
  if (statusCode < 500)
    return new PlatformError('BAD_REQUEST', 'The request is not a GraphQL request in JSON.');
  logger.error({ err: error }, 'an unexpected error was masked');
  return new PlatformError('INTERNAL_SERVER_ERROR', 'Internal server error.');
}
