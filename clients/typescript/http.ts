import { ClientError, type ResponseError, responseError } from './errors.ts';
import type { OperationRequest } from './operation.ts';

/** How long one request may take, unless the call says otherwise. */
export const DEFAULT_DEADLINE_MS = 30_000;

export interface CallOptions {
  /** Gives up when it is aborted; the call rejects with its reason. */
  readonly signal?: AbortSignal;
  /** Gives up after so many milliseconds, with DEADLINE_EXCEEDED. */
  readonly deadlineMs?: number;
}

interface GraphQLResponse {
  readonly data?: unknown;
  readonly errors?: readonly ResponseError[];
}

const isResponse = (body: unknown): body is GraphQLResponse =>
  typeof body === 'object' && body !== null && ('data' in body || 'errors' in body);

async function parse(response: Response): Promise<GraphQLResponse> {
  const body: unknown = await response.json().catch((cause: unknown) => {
    throw new ClientError('NETWORK_ERROR', `HTTP status ${response.status}, and no GraphQL`, { cause });
  });
  if (isResponse(body)) return body;
  throw new ClientError('NETWORK_ERROR', `HTTP status ${response.status}, and no GraphQL`);
}

async function send(url: string, request: OperationRequest, token: string | undefined, signal: AbortSignal) {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json;q=0.9',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(request),
    signal,
  });
  return parse(response);
}

/** Sends one request and answers its data; rejects with a ClientError when it failed, wholly or in part. */
export async function execute(
  url: string,
  request: OperationRequest,
  token: string | undefined,
  { signal, deadlineMs = DEFAULT_DEADLINE_MS }: CallOptions,
): Promise<unknown> {
  const deadline = AbortSignal.timeout(deadlineMs);
  const either = signal ? AbortSignal.any([signal, deadline]) : deadline;
  const { data, errors } = await send(url, request, token, either).catch((cause: unknown) => {
    signal?.throwIfAborted();
    if (deadline.aborted)
      throw new ClientError('DEADLINE_EXCEEDED', `no answer in ${deadlineMs} ms`, { cause });
    if (cause instanceof ClientError) throw cause;
    throw new ClientError('NETWORK_ERROR', 'the server cannot be reached', { cause });
  });
  if (errors?.length) throw responseError(errors, data);
  return data;
}
