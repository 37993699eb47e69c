import { type FastifyError, type FastifyInstance, fastify } from 'fastify';
import { limitExceeded, PlatformError } from 'platform/errors/errors';
import { StartupError } from 'platform/local-stack/startup-error';
import type { GatewayConfig } from '../config.ts';
import type { FormatError } from '../plugins/errors.ts';
import type { GatewayPlugin } from '../plugins/plugin.ts';
import { requestIdOf } from '../plugins/request-id.ts';
import { addCors } from './cors.ts';
import { ANSWER_TYPES, preferred } from './negotiate.ts';
import { refused } from './refused.ts';
import { sendAnswer } from './response.ts';
import { refusalOf } from './run.ts';
import { DATA_HEADERS } from './security-headers.ts';
import { closeUnusedConnections } from './unused-connections.ts';

/** How often connections are looked at for requests that take too long to come. */
const TIMEOUT_CHECK_INTERVAL_MS = 1_000;

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
  // Text is what a form can send without a preflight.
  server.removeContentTypeParser('text/plain');
  server.setErrorHandler((error, { headers }, reply) => {
    const type = preferred(headers.accept, ANSWER_TYPES) ?? 'application/json';
    const answer = refusalOf(toPublic(error as FastifyError, bodyBytes), formatError);
    return sendAnswer(reply, type, { answer, head: { status: (error as FastifyError).statusCode } });
  });
  server.setNotFoundHandler(() => {
    throw refused(404, 'There is nothing at this path: GraphQL is served at /graphql.');
  });
  closeUnusedConnections(server);
  for (const plugin of plugins) plugin.onServer?.(server);
  server.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(DATA_HEADERS);
    done();
  });
  if (config.cors) await addCors(server, config.cors);
  return server;
}

/** Fastify's own refusals (too long, not JSON, no known content type) with our codes; a bug stays one. */
function toPublic(error: FastifyError | PlatformError, bodyBytes: number): unknown {
  if (error instanceof PlatformError) return error;
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
