import type { Registry } from 'prom-client';

/** Parts by name; ready when all are true. */
export type Readiness = () => Promise<Readonly<Record<string, boolean>>>;

export interface OperationalOptions {
  readonly metrics: Registry;
  readonly ready: Readiness;
  /** What else operators should know; shown by `/ready`, whose status it does not change. */
  readonly details?: () => Readonly<Record<string, unknown>>;
}

export interface OperationalAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** Answers for `/health`, `/ready` and `/metrics`; undefined for any other path. */
export type OperationalEndpoints = (path: string) => Promise<OperationalAnswer> | undefined;

const READY_TIMEOUT_MS = 2_000;
const JSON_TYPE = 'application/json; charset=utf-8';

/**
 * What operators ask of every process: `/health` is 200 while it lives, `/ready` is 200 when every part can serve and
 * 503 with the parts named otherwise, `/metrics` is Prometheus' text.
 */
export const operationalEndpoints =
  ({ metrics, ready, details }: OperationalOptions): OperationalEndpoints =>
  (path) => {
    switch (path) {
      case '/health':
        return Promise.resolve(jsonAnswer(200, { status: 'alive' }));
      case '/ready':
        return readyAnswer(ready, details);
      case '/metrics':
        return metricsAnswer(metrics);
      default:
        return undefined;
    }
  };

async function readyAnswer(
  ready: Readiness,
  details: OperationalOptions['details'],
): Promise<OperationalAnswer> {
  const parts = await withinTimeout(ready);
  const isReady = Object.values(parts).every(Boolean);
  return jsonAnswer(isReady ? 200 : 503, { ready: isReady, parts, ...(details && { details: details() }) });
}

/** A part that does not answer in time is not ready, nor is one that throws. */
async function withinTimeout(ready: Readiness): Promise<Readonly<Record<string, boolean>>> {
  const late = Promise.withResolvers<Record<string, boolean>>();
  const timer = setTimeout(() => late.resolve({ answersInTime: false }), READY_TIMEOUT_MS);
  try {
    return await Promise.race([ready(), late.promise]);
  } catch {
    return { check: false };
  } finally {
    clearTimeout(timer);
  }
}

const metricsAnswer = async (metrics: Registry): Promise<OperationalAnswer> => ({
  status: 200,
  contentType: metrics.contentType,
  body: await metrics.metrics(),
});

const jsonAnswer = (status: number, body: unknown): OperationalAnswer => ({
  status,
  contentType: JSON_TYPE,
  body: JSON.stringify(body),
});

interface RouteServer {
  get(path: string, handler: (request: unknown, reply: Reply) => Promise<unknown>): unknown;
}

interface Reply {
  code(status: number): Reply;
  type(contentType: string): Reply;
  send(body: string): unknown;
}

/** For fastify: adds the three routes. */
export function addOperationalRoutes(server: RouteServer, options: OperationalOptions): void {
  const endpoints = operationalEndpoints(options);
  for (const path of ['/health', '/ready', '/metrics']) {
    server.get(path, async (_request, reply) => {
      const answer = await endpoints(path);
      return answer && reply.code(answer.status).type(answer.contentType).send(answer.body);
    });
  }
}
