import type { IncomingHttpHeaders } from 'node:http';
import { type Dispatcher, errors } from 'undici';
import { cancelled, type FailureKind, FetchFailure } from '../failure.ts';
import type { ByteBudget } from './byte-budget.ts';

/** A POST on its way. */
export interface ExchangeRequest {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  /** Ends it, also while it waits for a connection. */
  readonly signal: AbortSignal | undefined;
}

export interface ExchangeBounds {
  /** To the last byte of the answer. */
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
  /** What all answers that are under way hold together. */
  readonly memory: ByteBudget;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Says of what status and headers announce why it is not worth reading. */
export type Refuse = (status: number, headers: IncomingHttpHeaders) => FetchFailure | undefined;

/**
 * Sends a request and collects its answer: undici's dispatch with one handler and one timer, where its `request` would
 * put a stream and two AbortSignals around each fetch. Rejects with FetchFailure.
 */
export const exchange = (
  dispatcher: Dispatcher,
  request: ExchangeRequest,
  bounds: ExchangeBounds,
  refuse: Refuse,
): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const { path, headers, body, signal } = request;
    if (signal?.aborted) return reject(cancelled(signal));
    const handler = collect(signal, bounds, refuse, resolve, reject);
    dispatcher.dispatch({ method: 'POST', path, headers, body }, handler);
  });

function collect(
  signal: AbortSignal | undefined,
  { timeoutMs, maxResponseBytes, memory }: ExchangeBounds,
  refuse: Refuse,
  resolve: (answer: RawAnswer) => void,
  reject: (failure: FetchFailure) => void,
): Dispatcher.DispatchHandler {
  let controller: Dispatcher.DispatchController | undefined;
  let failure: FetchFailure | undefined;
  let status = 0;
  let headers: IncomingHttpHeaders = {};
  let chunks: Buffer[] = [];
  let received = 0;
  let held = 0;

  const settle = () => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
    memory.giveBack(held);
    held = 0;
    chunks = [];
  };
  const fail = (reason: FetchFailure) => {
    failure ??= reason;
    settle();
    reject(failure);
    controller?.abort(failure);
  };
  const onAbort = () => fail(cancelled(signal as AbortSignal));
  const onTimeout = () => fail(new FetchFailure('timeout', `no answer in ${timeoutMs} ms`));
  const timer = setTimeout(onTimeout, timeoutMs);
  signal?.addEventListener('abort', onAbort);

  return {
    onRequestStart(given) {
      controller = given;
      if (failure) given.abort(failure);
    },
    onResponseStart(_controller, statusCode, given) {
      if (statusCode < 200) return;
      status = statusCode;
      headers = given;
      failure = refuse(statusCode, given);
    },
    onResponseData(_controller, chunk) {
      received += chunk.length;
      if (received > maxResponseBytes)
        return fail(new FetchFailure('too-long', `the answer is over ${maxResponseBytes} bytes`));
      if (failure) return;
      if (!memory.take(chunk.length))
        return fail(new FetchFailure('refused', 'answers under way hold too many bytes'));
      held += chunk.length;
      chunks.push(chunk);
    },
    onResponseEnd() {
      const body = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
      settle();
      if (failure) reject(failure);
      else resolve({ status, headers, body });
    },
    onResponseError(_controller, error) {
      settle();
      reject(failure ?? lost(error));
    },
  };
}

/** What became of the connection, by undici. A request that undici would not send is not the subgraph's fault. */
function lost(error: Error): FetchFailure {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return new FetchFailure(kindOf(error), `${code} ${message}`.trim());
}

function kindOf(error: Error): FailureKind {
  if (error instanceof errors.InvalidArgumentError) return 'unsent';
  return error instanceof errors.HTTPParserError ? 'malformed' : 'unreachable';
}
