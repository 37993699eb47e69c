import type { InternalTokenIssuer } from 'platform/auth/internal-tokens';
import { type Dispatcher, Pool } from 'undici';
import type { GatewayContext } from '../context.ts';
import type { Fetch, SubgraphResponse } from './data-source.ts';

export interface HttpOptions {
  /** The subgraph's GraphQL endpoint. */
  readonly url: string;
  /** Connections kept open at the most; further fetches wait for one. */
  readonly connections: number;
  /** From sending to the last byte of the answer. */
  readonly timeoutMs: number;
  /** A longer answer counts as a failure. */
  readonly maxResponseBytes: number;
  readonly headersFor: (context: GatewayContext) => Record<string, string>;
  /** Only for subgraphs of ours: proves to it who is asking, by a token that is good for it alone. */
  readonly internalTokens?: { readonly issuer: InternalTokenIssuer; readonly audience: string } | undefined;
}

/** Anything else (HTML of a proxy, a redirect) is not an answer. */
const CONTENT_TYPES = /^application\/(json|graphql-response\+json)\b/;
const KEEP_ALIVE_MS = 30_000;
const CONNECT_TIMEOUT_MS = 2_000;

/** Fetches over HTTP with kept connections. Statuses of 4xx are answers when they are GraphQL; 5xx never are. */
export function fetchOverHttp(options: HttpOptions): {
  readonly fetch: Fetch;
  readonly close: () => Promise<void>;
} {
  const { origin, pathname, search } = new URL(options.url);
  const pool = new Pool(origin, {
    connections: options.connections,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    maxResponseSize: options.maxResponseBytes,
  });
  const fetch: Fetch = async (operation, context) => {
    const response = await pool.request({
      method: 'POST',
      path: pathname + search,
      headers: await headersOf(options, context),
      body: operation.body,
      signal: signalOf(options.timeoutMs, context),
    });
    return answerOf(response);
  };
  return { fetch, close: () => pool.close() };
}

async function headersOf(options: HttpOptions, context: GatewayContext): Promise<Record<string, string>> {
  const { internalTokens } = options;
  const token =
    internalTokens &&
    context.actor &&
    (await internalTokens.issuer.tokenFor(internalTokens.audience, context.actor));
  return {
    ...options.headersFor(context),
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json;q=0.9',
    'x-request-id': context.requestId,
    ...(context.traceparent && { traceparent: context.traceparent }),
    ...(token && { authorization: `Bearer ${token}` }),
  };
}

function signalOf(timeoutMs: number, { signal }: GatewayContext): AbortSignal {
  const deadline = AbortSignal.timeout(timeoutMs);
  return signal ? AbortSignal.any([signal, deadline]) : deadline;
}

async function answerOf({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<SubgraphResponse> {
  if (statusCode >= 500 || !CONTENT_TYPES.test(String(headers['content-type']))) {
    await body.dump();
    throw new Error(`status ${statusCode}, content-type ${headers['content-type']}`);
  }
  const answer: unknown = await body.json();
  if (!isAnswer(answer)) throw new Error('neither data nor errors in the answer');
  return answer;
}

const isAnswer = (value: unknown): value is SubgraphResponse =>
  typeof value === 'object' &&
  value !== null &&
  ('data' in value || ('errors' in value && Array.isArray(value.errors)));
