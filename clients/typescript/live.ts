import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { Client as SocketClient } from 'graphql-ws';
import { pause, pauseMs } from './backoff.ts';
import type { ResponseError } from './errors.ts';
import { type EventSource, OVERFLOW, openSource, type Result } from './event-source.ts';
import { failureOf, mayResume, resumeCursorOf, textOrUndefined } from './loss.ts';
import { requestOf, rootFieldOf, takesCursor } from './operation.ts';

/** Tries to come back after the connection was lost, without an event in between. */
const MAX_RESUMES = 10;

/** An event: what was selected, and the errors of those parts that could not be had. */
export interface LiveEvent<Data> {
  readonly data: Data | null;
  readonly errors: readonly ResponseError[];
}

export interface LiveOptions {
  /** Ends the iteration when it is aborted. */
  readonly signal?: AbortSignal;
}

/** Events until it is left (`break`, `return()`) or aborted; nothing is held after that. */
export interface Live<Data> extends AsyncIterableIterator<LiveEvent<Data>, undefined> {
  return(): Promise<IteratorReturnResult<undefined>>;
}

function cursorOf({ data }: Result, field: string | undefined): string | undefined {
  const event = field ? (data?.[field] as { cursor?: unknown } | null | undefined) : undefined;
  return textOrUndefined(event?.cursor);
}

/**
 * Subscribes, and after a lost connection goes on where it stopped, without the reader noticing: the operation must
 * take `$after` and select `cursor`. A gateway sends the first cursor right after subscribing; where none has come and the
 * caller gave no `after`, what happens while the connection is away is missed. Other operations end with NETWORK_ERROR.
 */
export function subscribeLive<Data, Variables>(
  socket: SocketClient,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  { signal }: LiveOptions = {},
): Live<Data> {
  const field = rootFieldOf(document);
  const left = new AbortController();
  let after = textOrUndefined((variables as { after?: unknown }).after);
  let resumes = 0;
  let source: EventSource | undefined;

  const open = (): EventSource =>
    openSource(socket, requestOf(document, { ...variables, ...(after && { after }) }));

  /** Waits before the next try, or throws what ends it. */
  const lost = async (reason: unknown): Promise<void> => {
    after = source?.cursor() ?? after;
    source = undefined;
    if (reason === OVERFLOW) return;
    if (!takesCursor(document) || !mayResume(reason) || resumes >= MAX_RESUMES) throw failureOf(reason);
    after = resumeCursorOf(reason) ?? after;
    await pause(pauseMs(resumes), left.signal);
    resumes += 1;
  };

  const leave = (): void => {
    left.abort();
    source?.stop();
    signal?.removeEventListener('abort', leave);
  };
  if (signal?.aborted) leave();
  signal?.addEventListener('abort', leave);

  const nextResult = async (): Promise<Result | undefined> => {
    while (!left.signal.aborted) {
      source ??= open();
      try {
        return await source.next();
      } catch (reason) {
        await lost(reason);
      }
    }
    return undefined;
  };

  return {
    async next() {
      const result = await nextResult().catch((error: unknown) => {
        leave();
        throw error;
      });
      if (!result) {
        leave();
        return { done: true, value: undefined };
      }
      resumes = 0;
      after = cursorOf(result, field) ?? after;
      const value = {
        data: (result.data ?? null) as Data | null,
        errors: (result.errors ?? []) as ResponseError[],
      };
      return { done: false, value };
    },
    async return() {
      leave();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
