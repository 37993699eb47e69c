import cors from '@fastify/cors';
import { type FastifyError, type FastifyInstance, fastify } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import { limitExceeded, PlatformError } from 'platform/errors/errors';
import { StartupError } from 'platform/local-stack/startup-error';
import type { GatewayConfig } from '../config.ts';
import { toGraphQLError } from '../plugins/errors.ts';
import type { GatewayPlugin } from '../plugins/plugin.ts';
import { requestIdOf } from '../plugins/request-id.ts';

/** How often connections are looked at for requests that take too long to come. */
const TIMEOUT_CHECK_INTERVAL_MS = 1_000;

type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

/** The HTTP server with the plugins' hooks, still without routes. What it refuses itself has a GraphQL error's form. */
export async function createServer(
  config: Pick<GatewayConfig, 'limits' | 'cors'>,
  plugins: readonly GatewayPlugin[],
  formatError: FormatError,
): Promise<FastifyInstance> {
  const { bodyBytes, requestTimeoutMs } = config.limits;
  const server = fastify({
    bodyLimit: bodyBytes,
    requestTimeout: requestTimeoutMs,
    // Node takes the longer of the two for the request, so the headers may not have longer.
    http: {
      headersTimeout: requestTimeoutMs,
      requestTimeout: requestTimeoutMs,
      connectionsCheckingInterval: TIMEOUT_CHECK_INTERVAL_MS,
    },
    genReqId: requestIdOf,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
  });
  server.setErrorHandler((error, _request, reply) => {
    const shown = toGraphQLError(toPublic(error as FastifyError, bodyBytes));
    const { http, ...extensions } = shown.extensions;
    const { statusCode = (http as { status?: number } | undefined)?.status ?? 500 } = error as FastifyError;
    const formatted = formatError({ message: shown.message, extensions }, error);
    return reply
      .code(statusCode)
      .type('application/json; charset=utf-8')
      .send(JSON.stringify({ errors: [formatted] }));
  });
  for (const plugin of plugins) plugin.onServer?.(server);
  if (config.cors) await server.register(cors, { origin: [...config.cors.origins] });
  return server;
}

/** Fastify's own refusals (too long, not JSON, no known content type) with our codes; a bug stays one. */
function toPublic(error: FastifyError, bodyBytes: number): unknown {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return limitExceeded('bodyBytes', bodyBytes);
  const { statusCode = 500 } = error;
  return statusCode >= 400 && statusCode < 500 ? new PlatformError('BAD_REQUEST', error.message) : error;
}

/** Listens; a port that is taken is a StartupError in one line. Returns the URL and the port. */
export async function listen(
  server: FastifyInstance,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<{ readonly url: string; readonly port: number }> {
  try {
    await server.listen({ host, port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new StartupError(
      `Port ${port} on ${host} is in use: stop what listens there, or choose another (--port, PORT).`,
    );
  }
  const [address] = server.addresses();
  const taken = typeof address === 'object' ? address.port : port;
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`, port: taken };
}
