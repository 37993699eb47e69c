import type { FormattedExecutionResult, Client as SocketClient } from 'graphql-ws';
import type { OperationRequest } from './operation.ts';
import { onPingCursor } from './ping-cursors.ts';

/** Events that may wait for a slow reader; one more, and the subscription is dropped, to be resumed when it has caught up. */
const MAX_WAITING = 1_000;

export type Result = FormattedExecutionResult<Record<string, unknown>, unknown>;

/** The reader was too slow: everything that waited has been read, what came after has not. */
export const OVERFLOW = Symbol('overflow');

/** One subscription on one connection. */
export interface EventSource {
  /** The next result; undefined when the server completed it. Rejects with what ended it, after all results before. */
  next(): Promise<Result | undefined>;
  /** Where to resume once all results have been read, if the server has said so since the last of them. */
  cursor(): string | undefined;
  stop(): void;
}

type End = { readonly reason?: unknown };

/** Subscribes once, without resuming: a lost connection ends it. */
export function openSource(socket: SocketClient, request: OperationRequest): EventSource {
  const waiting: Result[] = [];
  let ended: End | undefined;
  let cursor: string | undefined;
  let reader: PromiseWithResolvers<Result | undefined> | undefined;

  const settle = (): void => {
    if (!reader) return;
    const result = waiting.shift();
    if (result) reader.resolve(result);
    else if (ended && 'reason' in ended) reader.reject(ended.reason);
    else if (ended) reader.resolve(undefined);
    else return;
    reader = undefined;
  };
  const forgetPings = onPingCursor(socket, request, (newest) => {
    cursor = newest;
  });
  const end = (how: End): void => {
    ended ??= how;
    forgetPings();
    settle();
  };
  const unsubscribe = socket.subscribe<Record<string, unknown>>(request, {
    next(result) {
      if (ended) return;
      cursor = undefined;
      waiting.push(result);
      settle();
      if (waiting.length < MAX_WAITING) return;
      end({ reason: OVERFLOW });
      unsubscribe();
    },
    error: (reason) => end({ reason }),
    complete: () => end({}),
  });

  return {
    next() {
      reader = Promise.withResolvers();
      const { promise } = reader;
      settle();
      return promise;
    },
    cursor: () => cursor,
    stop() {
      waiting.length = 0;
      end({});
      unsubscribe();
    },
  };
}
