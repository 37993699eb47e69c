import type { ServerResponse } from 'node:http';
import type { GatewayContext } from './context.ts';
import { FetchFailure } from './data-source/failure.ts';

/** How long anybody waits for what is done for a request. */
export interface Lifetime extends Required<Pick<GatewayContext, 'signal' | 'deadlineAtMs'>> {
  /** The client is gone: aborts. */
  abandon(): void;
  /** All is done: nothing is aborted any more. */
  end(): void;
}

/** Begins now; aborts when the time is over. Must be ended. */
export function beginLifetime(deadlineMs: number): Lifetime {
  const controller = new AbortController();
  const abort = (kind: 'abandoned' | 'deadline', message: string) => {
    if (!controller.signal.aborted) controller.abort(new FetchFailure(kind, message));
  };
  const timer = setTimeout(() => abort('deadline', `the request took over ${deadlineMs} ms`), deadlineMs);
  return {
    signal: controller.signal,
    deadlineAtMs: performance.now() + deadlineMs,
    abandon: () => abort('abandoned', 'the client is gone'),
    end: () => clearTimeout(timer),
  };
}

/** Ends with a response; abandoned when its connection closes before it was sent. */
export function lifetimeOf(response: ServerResponse, deadlineMs: number): Lifetime {
  const lifetime = beginLifetime(deadlineMs);
  response.once('close', () => {
    lifetime.end();
    if (!response.writableFinished) lifetime.abandon();
  });
  return lifetime;
}
