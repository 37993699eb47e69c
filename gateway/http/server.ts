import { type FastifyInstance, fastify } from 'fastify';
import { StartupError } from 'platform/local-stack/startup-error';
import type { GatewayConfig } from '../config.ts';
import type { FormatError } from '../plugins/errors.ts';
import type { GatewayPlugin } from '../plugins/plugin.ts';
import { requestIdOf } from '../plugins/request-id.ts';
import { addCors } from './cors.ts';
import { createFailureAnswers, refuseWhileClosing } from './failures.ts';
import { addJsonBody } from './json-body.ts';
import { refused } from './refused.ts';
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
  const failures = createFailureAnswers(bodyBytes, formatError);
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
    return503OnClosing: false,
    frameworkErrors: failures.onUnroutable,
    clientErrorHandler: failures.onClientError,
  });
  addJsonBody(server);
  server.setErrorHandler(failures.onError);
  server.setNotFoundHandler(() => {
    throw refused(404, 'There is nothing at this path: GraphQL is served at /graphql.');
  });
  closeUnusedConnections(server);
  for (const plugin of plugins) plugin.onServer?.(server);
  server.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(DATA_HEADERS);
    done();
  });
  refuseWhileClosing(server);
  if (config.cors) await addCors(server, config.cors);
  return server;
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
