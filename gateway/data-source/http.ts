import type { InternalTokenIssuer } from 'platform/auth/internal-tokens';
import { activeTraceparent } from 'platform/telemetry/tracing';
import { Pool } from 'undici';
import type { GatewayContext } from '../context.ts';
import type { Fetch } from './data-source.ts';
import { ACCEPTED_ENCODINGS, readAnswer, refuseAnswer } from './http/answer.ts';
import { type ExchangeBounds, exchange } from './http/exchange.ts';

export interface HttpOptions extends ExchangeBounds {
  /** The subgraph's GraphQL endpoint. */
  readonly url: string;
  /** Connections kept open at the most; further fetches wait for one. */
  readonly connections: number;
  /** Asks for compressed answers. */
  readonly compression: boolean;
  readonly headersFor: (context: GatewayContext) => Record<string, string>;
  /** Answers come with their headers. */
  readonly keepHeaders: boolean;
  /** Only for subgraphs of ours: proves to it who is asking, by a token that is good for it alone. */
  readonly internalTokens?: { readonly issuer: InternalTokenIssuer; readonly audience: string } | undefined;
}

const KEEP_ALIVE_MS = 30_000;
const CONNECT_TIMEOUT_MS = 2_000;

/** How long the answer is waited for, in ms; for want of a standard by the name that Envoy gives it. */
const DEADLINE_HEADER = 'x-envoy-expected-rq-timeout-ms';

/** Fetches over HTTP/1.1 with kept connections. */
export function fetchOverHttp(options: HttpOptions): {
  readonly fetch: Fetch;
  readonly close: () => Promise<void>;
} {
  const { origin, pathname, search } = new URL(options.url);
  const path = pathname + search;
  const pool = new Pool(origin, {
    connections: options.connections,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    allowH2: false,
    // The exchange has one timer for all of it.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const fetch: Fetch = async (operation, context) => {
    const headers = headersOf(options, context);
    const token = tokenOf(options, context);
    if (token) headers.authorization = `Bearer ${await token}`;
    const request = { path, headers, body: operation.body, signal: context.signal };
    const raw = await exchange(pool, request, options, refuseAnswer);
    const answer = readAnswer(raw, options.maxResponseBytes);
    return options.keepHeaders ? { ...(await answer), headers: raw.headers } : answer;
  };
  return { fetch, close: () => pool.close() };
}

const tokenOf = ({ internalTokens }: HttpOptions, { actor }: GatewayContext): Promise<string> | undefined =>
  internalTokens && actor && internalTokens.issuer.tokenFor(internalTokens.audience, actor);

/** Ours win over those of the rules. */
function headersOf(
  { headersFor, timeoutMs, compression }: HttpOptions,
  context: GatewayContext,
): Record<string, string> {
  const { deadlineAtMs = Number.POSITIVE_INFINITY } = context;
  const headers = headersFor(context);
  headers['content-type'] = 'application/json';
  headers.accept = 'application/graphql-response+json, application/json;q=0.9';
  headers['x-request-id'] = context.requestId;
  headers[DEADLINE_HEADER] = Math.min(timeoutMs, deadlineAtMs - performance.now()).toFixed();
  const traceparent = activeTraceparent() ?? context.traceparent;
  if (traceparent !== undefined) headers.traceparent = traceparent;
  if (compression) headers['accept-encoding'] = ACCEPTED_ENCODINGS;
  return headers;
}
